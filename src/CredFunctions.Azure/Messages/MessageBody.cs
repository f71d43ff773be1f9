namespace CredFunctions.Azure.Messages;

/// <summary>The JSON of a message, flat: these members are in every message, beside its own.</summary>
internal abstract record MessageBody
{
    /// <summary>Rises with every change that could break a reader.</summary>
    public required int SchemaVersion { get; init; }

    public string? Source { get; init; }

    public string? ReportId { get; init; }

    public int? Run { get; init; }

    /// <summary>How often the message was tried before.</summary>
    public required int Attempt { get; init; }
}
