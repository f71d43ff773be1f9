namespace CredFunctions.IntegrationTests.Notifications;

/// <summary>A mail as the server's own parser read it.</summary>
internal sealed record ReceivedMail
{
    public required bool Secure { get; init; }

    public required string? User { get; init; }

    public required IReadOnlyList<string> Recipients { get; init; }

    public required string Subject { get; init; }

    public required string MessageId { get; init; }

    public required IReadOnlyDictionary<string, string> Headers { get; init; }

    public required string Text { get; init; }

    public required string Html { get; init; }

    public required IReadOnlyList<ReceivedFile> Attachments { get; init; }

    public required int LongestLine { get; init; }

    public required bool IsAscii { get; init; }
}
