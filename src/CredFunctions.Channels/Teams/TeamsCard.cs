using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

using CredFunctions.Channels.Chats;
using CredFunctions.Channels.Wording;
using CredFunctions.Languages;
using CredFunctions.Notifications;

namespace CredFunctions.Channels.Teams;

/// <summary>
/// A notification as an Adaptive Card 1.5. Untrusted text is in text runs only, which render neither markdown nor mentions. The
/// forms are short: a card has a limit, and bytes of decoration leave less for findings.
/// </summary>
public static class TeamsCard
{
    /// <summary>The most bytes of a message as it is sent. Teams allows 28 KB after its own wrapping, and has refused 24 KB.</summary>
    public const int MaxBytes = 20 * 1024;

    private const int LongestName = 48;
    private const int LongestMessage = 160;

    /// <summary>The message as it is posted: as many of the most urgent rows as fit, and the number of the rest.</summary>
    /// <param name="text">The notification in words.</param>
    /// <param name="isBare">Whether to leave out the envelope, for an automation that adds its own.</param>
    public static byte[] Message(NotificationText text, bool isBare) =>
        Encoding.UTF8.GetBytes(MessageRoom.Fill(text, MaxBytes, (shown, names) => Write(shown, isBare, names)));

    private static string Write(NotificationText text, bool isBare, (int Critical, int Other) names)
    {
        var card = new JsonObject
        {
            ["type"] = "AdaptiveCard",
            ["version"] = "1.5",
            ["fallbackText"] = text.Summary,
            ["msteams"] = new JsonObject { ["width"] = "Full" },
            ["body"] = new JsonArray([.. Body(text, names)]),
        };
        if (text.Actions.Any(action => action.Url is not null))
            card["actions"] = new JsonArray([.. text.Actions.Where(action => action.Url is not null).Select(action => Node(
                ("type", "Action.OpenUrl"), ("title", action.Title), ("url", action.Url)))]);

        // For the trigger "When a Teams webhook request is received". Without a summary, a pop-up shows "Card".
        var message = isBare ? card : new JsonObject
        {
            ["type"] = "message",
            ["summary"] = text.Summary,
            ["attachments"] = new JsonArray(new JsonObject
            {
                ["contentType"] = "application/vnd.microsoft.card.adaptive",
                ["contentUrl"] = null,
                ["content"] = card,
            }),
        };
        return ChatJson.Of(message);
    }

    private static IEnumerable<JsonObject> Body(NotificationText text, (int Critical, int Other) names)
    {
        yield return Node(
            ("type", "Container"),
            ("style", text.IsUrgent ? "attention" : "emphasis"),
            ("bleed", true),
            ("items", new JsonArray(Block([Run(text.Title, weight: "bolder", size: "large")]))));
        foreach (var paragraph in text.Paragraphs)
            yield return Block([Run(paragraph)]);
        foreach (var (name, value) in text.Facts)
        {
            yield return Block(
                [Run($"{name}{text.Words.Colon}", isSubtle: true), Run(value)], spacing: name == text.Facts[0].Name ? null : "none");
        }

        if (text.Open.Count > 0)
            yield return Node(("type", "ColumnSet"), ("columns", new JsonArray([.. text.Open.Select(open => Column(open, text.Words))])));
        foreach (var block in text.Sections.SelectMany(section => SectionOf(section, names)))
            yield return block;
        if (text.MoreText is { } more)
            yield return Block([Run(more, isSubtle: true)]);
        if (text.Remedies.Count > 0)
            yield return Heading(text.Words.Of(Headings.WhatToDo));
        foreach (var (title, remedy) in text.Remedies)
            yield return Block([Run($"{title}{text.Words.Colon}", weight: "bolder"), Run(remedy)], spacing: "small");
        foreach (var action in text.Actions.Where(action => action.Command is not null))
        {
            yield return Block([Run($"{action.Title}{text.Words.Colon}", weight: "bolder")]);
            yield return Block([Run(action.Command!, isMonospace: true)], spacing: "none");
        }

        foreach (var remark in text.Remarks)
            yield return Block([Run(remark, isSubtle: true)]);
    }

    private static IEnumerable<JsonObject> SectionOf(SectionText section, (int Critical, int Other) names)
    {
        yield return Heading(section.Heading);
        foreach (var group in section.Groups)
        {
            if (group.IsMany)
            {
                yield return RowHeading(group.Severity, group.Level, group.Size, group.Word);
                yield return Block([Run($"{group.Title}{group.Words.Colon}"), Run(group.Names(names))], spacing: "none");
                continue;
            }

            foreach (var item in group.Items)
            {
                yield return ItemHeading(item);
                yield return ItemText(item);
            }
        }

        foreach (var line in section.Lines)
            yield return Block([SeverityRun(line.Severity, line.Level), Run(ShortText.Of(line.Text, LongestMessage))], spacing: "small");
        if (section.MoreLinesText is { } more)
            yield return Block([Run(more, isSubtle: true)], spacing: "small");
    }

    private static JsonObject Column((Severity Severity, long Count) open, Translation words) => Node(
        ("type", "Column"),
        ("width", "stretch"),
        ("items", new JsonArray(
            Label(open.Count.ToString("N0", CultureInfo.InvariantCulture), "extraLarge",
                open.Count > 0 ? ColorOf(open.Severity) : null, isSubtle: open.Count == 0),
            Label(words.Of(open.Severity.Name()), "small", color: null, isSubtle: true))));

    private static JsonObject Heading(string heading) => Block([Run(heading, weight: "bolder", size: "medium")], separator: true);

    private static JsonObject ItemHeading(ItemText item) =>
        RowHeading(item.Severity, item.Level, ShortText.Of(item.Username, LongestName), item.Details);

    private static JsonObject RowHeading(Severity severity, string level, string name, string details) =>
        Block([SeverityRun(severity, level), Run($"{name} ", weight: "bolder"), Run(details, isSubtle: true)]);

    private static JsonObject SeverityRun(Severity severity, string level) =>
        Run($"{level.ToUpperInvariant()} ", weight: "bolder", color: ColorOf(severity));

    private static JsonObject ItemText(ItemText item)
    {
        var message = Run($"{item.Title}{item.Words.Colon}{ShortText.Of(item.Message, LongestMessage)}");
        return Block(
            item.Note is { } note ? [message, Run($" {ShortText.Of(note, LongestMessage)}", isSubtle: true)] : [message], spacing: "none");
    }

    private static string? ColorOf(Severity severity) => severity switch
    {
        Severity.Critical or Severity.High => "attention",
        Severity.Medium => "warning",
        _ => null,
    };

    private static JsonObject Block(JsonNode[] runs, string? spacing = null, bool separator = false) => Node(
        ("type", "RichTextBlock"), ("spacing", spacing), ("separator", TrueOrNone(separator)), ("inlines", new JsonArray(runs)));

    private static JsonObject Run(
        string text, string? weight = null, string? size = null, string? color = null, bool isSubtle = false, bool isMonospace = false) =>
        Node(
            ("type", "TextRun"), ("text", text), ("weight", weight), ("size", size), ("color", color), ("isSubtle", TrueOrNone(isSubtle)),
            ("fontType", isMonospace ? "monospace" : null));

    // A text block renders markdown, so it gets only numbers and the names of severities.
    private static JsonObject Label(string text, string size, string? color, bool isSubtle) => Node(
        ("type", "TextBlock"), ("text", text), ("size", size), ("horizontalAlignment", "center"), ("spacing", "none"),
        ("color", color), ("isSubtle", TrueOrNone(isSubtle)));

    private static bool? TrueOrNone(bool value) => value ? true : null;

    // Members without a value are left out.
    private static JsonObject Node(params IEnumerable<(string Name, JsonNode? Value)> members) =>
        new(members.Where(member => member.Value is not null).Select(member => KeyValuePair.Create(member.Name, member.Value)));
}
