namespace CredFunctions.Azure.Messages;

internal sealed record CompletionBody : IMessageBody
{
    public required int SchemaVersion { get; init; }

    public required string? Source { get; init; }

    public required string? ReportId { get; init; }

    public required int? Run { get; init; }

    public required DateTimeOffset AsOf { get; init; }

    /// <summary>How often it was asked before.</summary>
    public required int Attempt { get; init; }
}
