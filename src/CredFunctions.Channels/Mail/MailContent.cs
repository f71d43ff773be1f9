namespace CredFunctions.Channels.Mail;

/// <summary>A mail before it takes the form of MIME: what every way of sending mail needs.</summary>
public sealed record MailContent
{
    public required string Subject { get; init; }

    public required string Html { get; init; }

    public required string Text { get; init; }

    public MailAttachment? Attachment { get; init; }

    /// <summary>Headers beside the usual ones, by name.</summary>
    public required IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; }

    /// <summary>Without the angle brackets.</summary>
    public required string MessageId { get; init; }
}
