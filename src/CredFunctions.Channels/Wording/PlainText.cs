using System.Globalization;
using System.Text;

using CredFunctions.Notifications;

namespace CredFunctions.Channels.Wording;

/// <summary>A letter as plain text: the other half of a mail, the console, the text of a webhook.</summary>
internal static class PlainText
{
    private const int Width = 78;

    public static string Of(Letter letter)
    {
        var text = new StringBuilder();
        text.Append(letter.Title).Append('\n').Append('=', Math.Min(letter.Title.Length, Width)).Append('\n');
        foreach (var paragraph in letter.Paragraphs)
            Wrap(text.Append('\n'), paragraph, indent: "");
        if (letter.Facts.Count > 0)
            text.Append('\n');
        foreach (var fact in letter.Facts)
            text.Append(CultureInfo.InvariantCulture, $"{fact.Name + ":",-10}{fact.Value}\n");
        if (letter.Open.Count > 0)
            text.Append(CultureInfo.InvariantCulture,
                $"{"By level:",-10}{string.Join(", ", letter.Open.Select(count => $"{count.Count:N0} {count.Severity.Name()}"))}\n");
        foreach (var (heading, items) in LetterSections.Of(letter))
        {
            text.Append(CultureInfo.InvariantCulture, $"\n{heading}\n{new string('-', heading.Length)}\n");
            foreach (var item in items)
                Add(text, item);
        }

        if (letter.More > 0)
            text.Append(CultureInfo.InvariantCulture, $"\n… and {letter.More:N0} more.\n");
        AddRemedies(text, letter);
        foreach (var remark in letter.Remarks)
            Wrap(text.Append('\n'), remark, indent: "");
        return text.ToString();
    }

    private static void Add(StringBuilder text, LetterItem item)
    {
        var key = item.Key.Length > 0 ? $", {item.Key}" : "";
        var since = item.Since.Length > 0 ? $", {item.Since}" : "";
        text.Append(CultureInfo.InvariantCulture, $"\n{item.Severity.Name().ToUpperInvariant()} ({item.Kind.Word()}) {item.Username}\n");
        text.Append(CultureInfo.InvariantCulture, $"  Account {item.AccountId}{key}{since}\n");
        Wrap(text, $"{item.Title}: {item.Message}", "  ");
        if (item.Note is { } note)
            Wrap(text, note, "  ");
    }

    private static void AddRemedies(StringBuilder text, Letter letter)
    {
        var remedies = LetterSections.Remedies(letter.Items).ToList();
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
