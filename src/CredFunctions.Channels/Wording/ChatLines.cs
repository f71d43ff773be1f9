using System.Globalization;
using System.Text.RegularExpressions;

using CredFunctions.Notifications;

namespace CredFunctions.Channels.Wording;

/// <summary>
/// A notification as lines, without its title: for chats, each of which writes them in its own form. No text of a line becomes a
/// link in a chat that links the name of every host.
/// </summary>
internal static partial class ChatLines
{
    private const int LongestName = 48;
    private const int LongestMessage = 160;

    public static IEnumerable<ChatLine> Of(NotificationText text)
    {
        foreach (var paragraph in text.Paragraphs)
            yield return new ChatLine(ChatLineKind.Paragraph, [Run(paragraph)]);
        foreach (var (name, value) in text.Facts)
            yield return new ChatLine(ChatLineKind.Fact, [Run($"{name}: ", ChatStyle.Subtle), Run(value)]);
        if (text.Open.Count > 0)
            yield return new ChatLine(ChatLineKind.Fact, [Run(string.Join(" · ", text.Open.Select(CountOf)))]);
        foreach (var (heading, items) in text.Sections())
        {
            yield return new ChatLine(ChatLineKind.Heading, [Run(heading, ChatStyle.Bold)]);
            foreach (var item in items)
            {
                yield return HeadingOf(item);
                yield return TextOf(item);
            }
        }

        if (text.More > 0)
            yield return new ChatLine(ChatLineKind.Paragraph, [Run(Phrase.AndMore(text.More), ChatStyle.Subtle)]);
        var remedies = text.Remedies().ToList();
        if (remedies.Count > 0)
            yield return new ChatLine(ChatLineKind.Heading, [Run(Phrase.WhatToDo, ChatStyle.Bold)]);
        foreach (var (title, remedy) in remedies)
            yield return new ChatLine(ChatLineKind.Paragraph, [Run($"{title}: ", ChatStyle.Bold), Run(remedy)]);
        foreach (var remark in text.Remarks)
            yield return new ChatLine(ChatLineKind.Paragraph, [Run(remark, ChatStyle.Subtle)]);
    }

    /// <summary>Text in which no host and no mail address is a link.</summary>
    public static string Unlinked(string text) => LinkInText().Replace(text, $"{InertText.Joiner}");

    private static string CountOf((Severity Severity, long Count) open) =>
        string.Create(CultureInfo.InvariantCulture, $"{open.Count:N0} {open.Severity.Name()}");

    private static ChatLine HeadingOf(ItemText item)
    {
        var word = item.Kind is ItemKind.StillOpen && item.Since.Length > 0 ? "" : item.Kind.Word();
        var details = string.Join(" · ", new[] { item.AccountId, item.Key, word, item.Since }.Where(part => part.Length > 0));
        return new ChatLine(
            ChatLineKind.Item,
            [
                Run($"{item.Severity.Name().ToUpperInvariant()} ", item.Severity >= Severity.High ? ChatStyle.Alarm : ChatStyle.Bold),
                Run($"{ShortText.Of(item.Username, LongestName)} ", ChatStyle.Bold),
                Run($"· {details}", ChatStyle.Subtle),
            ]);
    }

    private static ChatLine TextOf(ItemText item)
    {
        var message = Run($"{item.Title}: {ShortText.Of(item.Message, LongestMessage)}");
        return new ChatLine(
            ChatLineKind.ItemText,
            item.Note is { } note ? [message, Run($" {ShortText.Of(note, LongestMessage)}", ChatStyle.Subtle)] : [message]);
    }

    private static ChatRun Run(string text, ChatStyle style = ChatStyle.Plain) => new(Unlinked(text), style);

    // Where "evil.example", "a@evil.example" and "//evil.example" are taken apart.
    [GeneratedRegex("""(?<=[\p{L}\p{N}_-]\.)(?=\p{L}{2})|(?<=[\p{L}\p{N}_-])(?=@)|(?<=/)(?=/)""",
        RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex LinkInText();
}

/// <summary>A line of a chat message.</summary>
internal sealed record ChatLine(ChatLineKind Kind, IReadOnlyList<ChatRun> Runs)
{
    public string Text => string.Concat(Runs.Select(run => run.Text)).TrimEnd();
}

/// <summary>What a line is, from which its distance to the line before follows.</summary>
internal enum ChatLineKind : byte
{
    Paragraph,

    /// <summary>A name and its value; facts stand together.</summary>
    Fact,

    Heading,
    Item,

    /// <summary>The text of the item before it.</summary>
    ItemText,
}

/// <summary>Text in one style.</summary>
internal readonly record struct ChatRun(string Text, ChatStyle Style);

/// <summary>A style of text in a chat.</summary>
internal enum ChatStyle : byte
{
    Plain,
    Subtle,
    Bold,

    /// <summary>Bold, and red where there are colours.</summary>
    Alarm,
}
