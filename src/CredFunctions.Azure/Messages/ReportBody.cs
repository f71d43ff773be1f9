namespace CredFunctions.Azure.Messages;

internal sealed record ReportBody : IMessageBody
{
    public required int SchemaVersion { get; init; }

    public required string? Source { get; init; }

    public string? ReportId { get; init; }

    public int? Run { get; init; }

    public DateTimeOffset? AsOf { get; init; }

    public required string Name { get; init; }

    public required int Attempt { get; init; }
}
