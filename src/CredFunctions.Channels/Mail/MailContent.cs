using System.Text;

namespace CredFunctions.Channels.Mail;

/// <summary>A mail, whichever service sends it.</summary>
public sealed record MailContent
{
    public const string AttachmentType = "text/csv";

    public required string Subject { get; init; }

    public required string Html { get; init; }

    public required string Text { get; init; }

    /// <summary>A CSV file.</summary>
    public (string Name, byte[] Content)? Attachment { get; init; }

    /// <summary>Additional headers, by name.</summary>
    public required IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; }

    /// <summary>Without the angle brackets.</summary>
    public required string MessageId { get; init; }

    /// <summary>The parts as files.</summary>
    internal IEnumerable<(string FileName, byte[] Bytes)> Files(string name)
    {
        yield return ($"{name}.mail.html", Encoding.UTF8.GetBytes(Html));
        yield return ($"{name}.mail.txt", Encoding.UTF8.GetBytes($"Subject: {Subject}\n\n{Text}"));
        if (Attachment is { } attachment)
            yield return ($"{name}.mail.csv", attachment.Content);
    }
}
