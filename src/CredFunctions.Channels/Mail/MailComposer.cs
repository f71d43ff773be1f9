using System.Security.Cryptography;
using System.Text;

using CredFunctions.Channels.Wording;
using CredFunctions.Notifications;

namespace CredFunctions.Channels.Mail;

/// <summary>Composes mails: HTML, plain text, and the items as a CSV attachment.</summary>
public static class MailComposer
{
    /// <param name="from">The sender's address; its domain is part of List-Id and Message-ID.</param>
    /// <param name="now">The time, for the age of the report.</param>
    /// <param name="list">The whole list. Without its content, the attachment has the items of the notification.</param>
    /// <param name="records">Where the engine keeps its records; null where no command can name them.</param>
    public static MailContent Compose(
        Notification notification, string from, DateTimeOffset now, WholeList? list = null, EngineRecords? records = null)
    {
        var text = NotificationWording.Of(notification, now, records);
        if (AttachmentWording.Of(notification, list) is { } sentence)
            text = text with { Paragraphs = [.. text.Paragraphs, text.Words.Of(sentence)] };
        var domain = from[(from.IndexOf('@') + 1)..];
        return new MailContent
        {
            Subject = text.Subject,
            Html = MailHtml.Of(text),
            Text = PlainText.Of(text),
            Attachment = AttachmentOf(notification, list?.Content),
            MessageId = $"{notification.Id}@{domain}",
            ThreadId = $"{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(notification.Source)))[..32]}.thread@{domain}",
            Headers =
            [
                new("List-Id", $"CredFunctions {notification.Source} <{Label(notification.Source)}.credfunctions.{domain}>"),
                // Keeps absence notices from answering it.
                new("Auto-Submitted", "auto-generated"),
                new("X-Auto-Response-Suppress", "All"),
                new("X-CredFunctions-Kind", notification.Kind.ToString()),
                new("X-CredFunctions-Id", notification.Id),
            ],
        };
    }

    private static (string Name, byte[] Content)? AttachmentOf(Notification notification, byte[]? list)
    {
        var items = notification.Content.Items;
        if (items.Count == 0 && list is null)
            return null;
        // Without the byte order mark, a spreadsheet assumes the code page of its country.
        list ??= [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(ItemsCsv.Header + string.Concat(items.Select(ItemsCsv.Line)))];
        var day = notification.Content.AsOf is { } asOf ? $"-{Phrase.Day(asOf, asOf.Offset)}" : "";
        return ($"{notification.Source}-{notification.Kind.ToString().ToLowerInvariant()}{day}.csv", list);
    }

    // A label of a list's name has letters, digits and hyphens.
    private static string Label(string source)
    {
        var label = string.Concat(source.ToLowerInvariant().Select(each => char.IsAsciiLetterOrDigit(each) ? each : '-')).Trim('-');
        return label.Length > 0 ? label : "source";
    }
}

/// <summary>A mail, whichever service sends it.</summary>
public sealed record MailContent
{
    public const string AttachmentType = "text/csv";

    public required string Subject { get; init; }
    public required string Html { get; init; }
    public required string Text { get; init; }

    public (string Name, byte[] Content)? Attachment { get; init; }

    /// <summary>Additional headers, by name.</summary>
    public required IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; }

    /// <summary>Without the angle brackets.</summary>
    public required string MessageId { get; init; }

    /// <summary>
    /// The id of the mail that all mails of the source answer, so that a mailbox shows them as one conversation. It is never sent.
    /// </summary>
    public required string ThreadId { get; init; }

    internal IEnumerable<(string FileName, byte[] Bytes)> Files(string name)
    {
        yield return ($"{name}.mail.html", Encoding.UTF8.GetBytes(Html));
        yield return ($"{name}.mail.txt", Encoding.UTF8.GetBytes($"Subject: {Subject}\n\n{Text}"));
        if (Attachment is { } attachment)
            yield return ($"{name}.mail.csv", attachment.Content);
    }
}
