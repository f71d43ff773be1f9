using System.Text;

using CredFunctions.Channels.Wording;
using CredFunctions.Notifications;

namespace CredFunctions.Channels.Mail;

/// <summary>Writes mails: HTML, the same in plain text, the findings as CSV. Knows no server.</summary>
public static class MailComposer
{
    /// <param name="notification">What is told.</param>
    /// <param name="from">The sender's address; its domain names the list and the message.</param>
    /// <param name="now">The time, for the age of the report.</param>
    /// <param name="list">The whole list; where it is none that can be sent, what the notification names goes along.</param>
    public static MailContent Compose(Notification notification, string from, DateTimeOffset now, NotificationList? list = null)
    {
        var letter = Letters.Of(notification, now);
        if (AttachedList.Sentence(notification, list) is { } sentence)
            letter = letter with { Paragraphs = [.. letter.Paragraphs, sentence] };
        var domain = from[(from.IndexOf('@') + 1)..];
        return new MailContent
        {
            Subject = letter.Subject,
            Html = MailHtml.Of(letter),
            Text = PlainText.Of(letter),
            Attachment = AttachmentOf(notification, list?.Content),
            MessageId = $"{notification.Id}@{domain}",
            Headers =
            [
                new("List-Id", $"CredFunctions {notification.Source} <{Label(notification.Source)}.credfunctions.{domain}>"),

                // Nobody's absence note shall answer it.
                new("Auto-Submitted", "auto-generated"),
                new("X-Auto-Response-Suppress", "All"),
                new("X-CredFunctions-Kind", notification.Kind.ToString()),
                new("X-CredFunctions-Id", notification.Id),
            ],
        };
    }

    private static MailAttachment? AttachmentOf(Notification notification, byte[]? list)
    {
        var items = notification.Content.Items;
        if (items.Count == 0)
            return null;

        // A spreadsheet takes a file without the mark for the code page of its country.
        list ??= [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(ItemsCsv.Header + string.Concat(items.Select(ItemsCsv.Line)))];
        var day = notification.Content.AsOf is { } asOf ? $"-{ReportInstant.Day(asOf)}" : "";
        return new MailAttachment($"{notification.Source}-{notification.Kind.ToString().ToLowerInvariant()}{day}.csv", "text/csv", list);
    }

    // A label of a list's name has letters, digits and hyphens.
    private static string Label(string source) =>
        string.Concat(source.ToLowerInvariant().Select(character => char.IsAsciiLetterOrDigit(character) ? character : '-')).Trim(
            '-') is { Length: > 0 } label ? label : "source";
}
