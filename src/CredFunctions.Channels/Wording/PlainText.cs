using System.Globalization;
using System.Text;

namespace CredFunctions.Channels.Wording;

/// <summary>A notification as plain text: for the console, beside the HTML of a mail, and in the body of a webhook.</summary>
internal static class PlainText
{
    private const int Width = 78;
    private const int NamesInGroup = 12;

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
        {
            var counts = string.Join(", ", notification.Open.Select(
                count => $"{Counted.Number(count.Count)} {notification.Words.Of(count.Severity.Name())}"));
            text.Append(CultureInfo.InvariantCulture, $"{notification.Words.Of(Headings.ByLevel) + ":",-10}{counts}\n");
        }

        foreach (var section in notification.Sections)
            Add(text, section);
        if (notification.MoreText is { } more)
            text.Append(CultureInfo.InvariantCulture, $"\n{more}\n");
        AddRemedies(text, notification);
        foreach (var action in notification.Actions)
            text.Append(CultureInfo.InvariantCulture, $"\n{action.Title}:\n  {action.Url ?? action.Command}\n");
        foreach (var remark in notification.Remarks)
            Wrap(text.Append('\n'), remark, indent: "");
        return text.ToString();
    }

    private static void Add(StringBuilder text, SectionText section)
    {
        AddHeading(text, section.Heading);
        foreach (var group in section.Groups)
        {
            if (group.IsMany)
                Add(text, group);
            foreach (var item in group.IsMany ? [] : group.Items)
                Add(text, item);
        }

        if (section.Lines.Count > 0)
            text.Append('\n');
        foreach (var line in section.Lines)
            Wrap(text, $"{line.Level.ToUpperInvariant()} {line.Text}", "");
        if (section.MoreLinesText is { } more)
            text.Append(CultureInfo.InvariantCulture, $"{more}\n");
    }

    private static void Add(StringBuilder text, GroupText group)
    {
        text.Append(CultureInfo.InvariantCulture, $"\n{group.Level.ToUpperInvariant()} ({group.Word}) {group.Size}\n");
        Wrap(text, group.Title, "  ");
        Wrap(text, group.Names(NamesInGroup), "  ");
    }

    private static void Add(StringBuilder text, ItemText item)
    {
        var key = item.Key.Length > 0 ? $", {item.Key}" : "";
        var since = item.Since.Length > 0 ? $", {item.Since}" : "";
        text.Append(CultureInfo.InvariantCulture, $"\n{item.Level.ToUpperInvariant()} ({item.Word}) {item.Username}\n");
        text.Append(CultureInfo.InvariantCulture, $"  {item.Words.Of(Headings.Account)} {item.AccountId}{key}{since}\n");
        Wrap(text, $"{item.Title}{item.Words.Colon}{item.Message}", "  ");
        if (item.Note is { } note)
            Wrap(text, note, "  ");
    }

    private static void AddRemedies(StringBuilder text, NotificationText notification)
    {
        if (notification.Remedies.Count == 0)
            return;
        AddHeading(text, notification.Words.Of(Headings.WhatToDo));
        foreach (var (title, remedy) in notification.Remedies)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n{title}\n");
            Wrap(text, remedy, "  ");
        }
    }

    private static void AddHeading(StringBuilder text, string heading) =>
        text.Append(CultureInfo.InvariantCulture, $"\n{heading}\n{new string('-', heading.Length)}\n");

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
