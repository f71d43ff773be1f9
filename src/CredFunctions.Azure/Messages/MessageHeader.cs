namespace CredFunctions.Azure.Messages;

/// <summary>What of a body can be read whatever its version.</summary>
internal sealed record MessageHeader
{
    public int? SchemaVersion { get; init; }
}
