using System.Globalization;
using System.Text.RegularExpressions;

using CredFunctions.Channels.Wording;
using CredFunctions.Languages;
using CredFunctions.Notifications;

namespace CredFunctions.Channels.Chats;

/// <summary>
/// A notification as lines, without its title: for chats, each of which writes them in its own form. No text of a line becomes a
/// link in a chat that links every host.
/// </summary>
internal static partial class ChatLines
{
    private const int LongestName = 48;
    private const int LongestMessage = 160;

    /// <param name="names">The most accounts that are named, of a critical group and of another.</param>
    public static IEnumerable<ChatLine> Of(NotificationText text, (int Critical, int Other) names)
    {
        foreach (var paragraph in text.Paragraphs)
            yield return new ChatLine(ChatLineKind.Paragraph, [.. Sentence(paragraph, ChatStyle.Plain)]);
        foreach (var (name, value) in text.Facts)
            yield return new ChatLine(ChatLineKind.Fact, [Run($"{name}{text.Words.Colon}", ChatStyle.Subtle), Run(value)]);
        if (text.Open.Count > 0)
            yield return new ChatLine(ChatLineKind.Fact, [Run(string.Join(" · ", text.Open.Select(open => CountOf(open, text.Words))))]);
        foreach (var line in text.Sections.SelectMany(section => SectionOf(section, names)))
            yield return line;
        if (text.MoreText is { } more)
            yield return new ChatLine(ChatLineKind.Paragraph, [Run(more, ChatStyle.Subtle)]);
        if (text.Remedies.Count > 0)
            yield return new ChatLine(ChatLineKind.Heading, [Run(text.Words.Of(Headings.WhatToDo), ChatStyle.Bold)]);
        foreach (var (title, remedy) in text.Remedies)
        {
            // The colon stands outside: behind a full-width one, markdown would not end the bold text.
            yield return new ChatLine(ChatLineKind.Paragraph, [Run(title, ChatStyle.Bold), Run($"{text.Words.Colon}{remedy}")]);
        }

        foreach (var action in text.Actions)
            yield return ActionOf(action, text.Words);
        foreach (var remark in text.Remarks)
            yield return new ChatLine(ChatLineKind.Paragraph, [.. Sentence(remark, ChatStyle.Subtle)]);
    }

    /// <summary>Text in which no host and no mail address is a link.</summary>
    public static string Unlinked(string text) => LinkInText().Replace(text, $"{InertText.Joiner}");

    private static IEnumerable<ChatLine> SectionOf(SectionText section, (int Critical, int Other) names)
    {
        yield return new ChatLine(ChatLineKind.Heading, [Run(section.Heading, ChatStyle.Bold)]);
        foreach (var group in section.Groups)
        {
            if (group.IsMany)
            {
                yield return RowOf(group.Severity, group.Level, group.Size, group.Word);
                yield return new ChatLine(ChatLineKind.RowText, [Run($"{group.Title}{group.Words.Colon}{group.Names(names)}")]);
                continue;
            }

            foreach (var item in group.Items)
            {
                yield return RowOf(item.Severity, item.Level, ShortText.Of(item.Username, LongestName), item.Details);
                yield return TextOf(item);
            }
        }

        foreach (var line in section.Lines)
        {
            yield return new ChatLine(
                ChatLineKind.Fact, [SeverityRun(line.Severity, line.Level), Run(ShortText.Of(line.Text, LongestMessage))]);
        }

        if (section.MoreLinesText is { } more)
            yield return new ChatLine(ChatLineKind.Fact, [Run(more, ChatStyle.Subtle)]);
    }

    private static ChatLine RowOf(Severity severity, string level, string name, string details) => new(
        ChatLineKind.Row, [SeverityRun(severity, level), Run($"{name} ", ChatStyle.Bold), Run($"· {details}", ChatStyle.Subtle)]);

    private static ChatLine TextOf(ItemText item)
    {
        var message = Run($"{item.Title}{item.Words.Colon}{ShortText.Of(item.Message, LongestMessage)}");
        return new ChatLine(
            ChatLineKind.RowText,
            item.Note is { } note ? [message, Run($" {ShortText.Of(note, LongestMessage)}", ChatStyle.Subtle)] : [message]);
    }

    // Both come from the policy and the engine, so an address is a link, and a command can be copied.
    private static ChatLine ActionOf(ActionText action, Translation words) => action.Url is { } url
        ? new ChatLine(ChatLineKind.Action, [Run(action.Title) with { Url = url }])
        : new ChatLine(ChatLineKind.Action, [Run($"{action.Title}{words.Colon}"), new ChatRun(action.Command!, ChatStyle.Code)]);

    // A command in a sentence can be copied too. It has no sign of markdown, even if a name wrote it.
    private static IEnumerable<ChatRun> Sentence(string text, ChatStyle style)
    {
        var end = 0;
        foreach (Match command in CommandInText().Matches(text))
        {
            yield return Run(text[end..command.Index], style);
            yield return new ChatRun(command.Value, ChatStyle.Code);
            end = command.Index + command.Length;
        }

        yield return Run(text[end..], style);
    }

    private static string CountOf((Severity Severity, long Count) open, Translation words) =>
        string.Create(CultureInfo.InvariantCulture, $"{open.Count:N0} {words.Of(open.Severity.Name())}");

    private static ChatRun SeverityRun(Severity severity, string level) =>
        Run($"{level.ToUpperInvariant()} ", severity >= Severity.High ? ChatStyle.Alarm : ChatStyle.Bold);

    private static ChatRun Run(string text, ChatStyle style = ChatStyle.Plain) => new(Unlinked(text), style);

    [GeneratedRegex("""(?<=")credfunctions [a-z]+ [A-Za-z0-9]+ --[a-z]+ ([A-Za-z0-9._/:\\+-]+|'[\p{L}\p{N} ._/:\\+-]+')(?=")""",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex CommandInText();

    // Where "evil.example", "a@evil.example" and "//evil.example" are taken apart.
    [GeneratedRegex("""(?<=[\p{L}\p{N}_-]\.)(?=\p{L}{2})|(?<=[\p{L}\p{N}_-])(?=@)|(?<=/)(?=/)""",
        RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex LinkInText();
}

/// <summary>A line of a chat message.</summary>
internal sealed record ChatLine(ChatLineKind Kind, IReadOnlyList<ChatRun> Runs)
{
    public string Text => string.Concat(Runs.Select(run => run.Text)).TrimEnd();

    /// <summary>Whether it stands directly under the line before it.</summary>
    public bool IsUnder(ChatLineKind? before) => Kind is ChatLineKind.RowText
        || (Kind == before && Kind is ChatLineKind.Fact or ChatLineKind.Action);
}

/// <summary>What a line is, from which its distance to the line before follows.</summary>
internal enum ChatLineKind : byte
{
    Paragraph,

    /// <summary>A name and its value, or an account in one line; these stand together.</summary>
    Fact,

    Heading,

    /// <summary>An account or a group of many.</summary>
    Row,

    /// <summary>The text of the row before it.</summary>
    RowText,

    /// <summary>An address to open or a command to run.</summary>
    Action,
}

/// <summary>Text in one style, or a link.</summary>
internal readonly record struct ChatRun(string Text, ChatStyle Style)
{
    /// <summary>The address that it opens; null for text.</summary>
    public string? Url { get; init; }
}

/// <summary>A style of text in a chat.</summary>
internal enum ChatStyle : byte
{
    Plain,
    Subtle,
    Bold,

    /// <summary>Bold, and red where there are colours.</summary>
    Alarm,

    /// <summary>A command, as it is typed.</summary>
    Code,
}
