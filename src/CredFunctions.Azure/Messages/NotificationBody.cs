namespace CredFunctions.Azure.Messages;

internal sealed record NotificationBody : IMessageBody
{
    public required int SchemaVersion { get; init; }

    public string? Source { get; init; }

    public string? ReportId { get; init; }

    public int? Run { get; init; }

    public required string NotificationId { get; init; }

    public required string Channel { get; init; }

    public required int Attempt { get; init; }

    public int Deferred { get; init; }
}
