using System.Globalization;
using System.Text;

using CredFunctions.Notifications;

namespace CredFunctions.Channels.Wording;

/// <summary>A notification as plain text: for the console, beside the HTML of a mail, and in the body of a webhook.</summary>
internal static class PlainText
{
    private const int Width = 78;

    public static string Of(NotificationText notification)
    {
        var text = new StringBuilder();
        text.Append(notification.Title).Append('\n').Append('=', Math.Min(notification.Title.Length, Width)).Append('\n');
        foreach (var paragraph in notification.Paragraphs)
            Wrap(text.Append('\n'), paragraph, indent: "");
        if (notification.Facts.Count > 0)
            text.Append('\n');
        foreach (var fact in notification.Facts)
            text.Append(CultureInfo.InvariantCulture, $"{fact.Name + ":",-10}{fact.Value}\n");
        if (notification.Open.Count > 0)
            text.Append(CultureInfo.InvariantCulture,
                $"{"By level:",-10}{string.Join(", ", notification.Open.Select(count => $"{count.Count:N0} {count.Severity.Name()}"))}\n");
        foreach (var (heading, items) in notification.Sections())
        {
            text.Append(CultureInfo.InvariantCulture, $"\n{heading}\n{new string('-', heading.Length)}\n");
            foreach (var item in items)
                Add(text, item);
        }

        if (notification.More > 0)
            text.Append(CultureInfo.InvariantCulture, $"\n… and {notification.More:N0} more.\n");
        AddRemedies(text, notification);
        foreach (var remark in notification.Remarks)
            Wrap(text.Append('\n'), remark, indent: "");
        return text.ToString();
    }

    private static void Add(StringBuilder text, ItemText item)
    {
        var key = item.Key.Length > 0 ? $", {item.Key}" : "";
        var since = item.Since.Length > 0 ? $", {item.Since}" : "";
        text.Append(CultureInfo.InvariantCulture, $"\n{item.Severity.Name().ToUpperInvariant()} ({item.Kind.Word()}) {item.Username}\n");
        text.Append(CultureInfo.InvariantCulture, $"  Account {item.AccountId}{key}{since}\n");
        Wrap(text, $"{item.Title}: {item.Message}", "  ");
        if (item.Note is { } note)
            Wrap(text, note, "  ");
    }

    private static void AddRemedies(StringBuilder text, NotificationText notification)
    {
        var remedies = notification.Remedies().ToList();
        if (remedies.Count == 0)
            return;
        text.Append("\nWhat to do\n----------\n");
        foreach (var (title, remedy) in remedies)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n{title}\n");
            Wrap(text, remedy, "  ");
        }
    }

    private static void Wrap(StringBuilder text, string paragraph, string indent)
    {
        var line = new StringBuilder(indent);
        foreach (var word in paragraph.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.Length > indent.Length && line.Length + 1 + word.Length > Width)
            {
                text.Append(line).Append('\n');
                line.Clear().Append(indent);
            }

            if (line.Length > indent.Length)
                line.Append(' ');
            line.Append(word);
        }

        text.Append(line).Append('\n');
    }
}
