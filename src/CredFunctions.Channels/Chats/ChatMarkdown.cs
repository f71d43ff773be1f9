using System.Text;

using CredFunctions.Channels.Wording;

namespace CredFunctions.Channels.Chats;

/// <summary>
/// Lines in the markdown of chat bots: bold text, headings, and where a chat has them colours. Chats do not document how a sign of
/// markdown is escaped, so text gets another sign that looks like it.
/// </summary>
/// <param name="lineBreak">What breaks a line inside a paragraph.</param>
/// <param name="subtle">What stands before and after subtle text.</param>
/// <param name="alarm">What stands before and after text that has to be seen first.</param>
internal sealed class ChatMarkdown(string lineBreak, (string Start, string End) subtle, (string Start, string End) alarm)
{
    // Their forms of full width. A chat renders them as text, and readers of Chinese know them.
    private const string Signs = "*`[]<~\\";
    private const string Lookalikes = "＊｀［］＜～＼";

    /// <summary>The title and the lines.</summary>
    public string Of(string title, IEnumerable<ChatLine> lines)
    {
        var markdown = new StringBuilder($"### {Inert(ChatLines.Unlinked(title))}");
        ChatLineKind? before = null;
        foreach (var line in lines)
        {
            markdown.Append(line.IsUnder(before) ? lineBreak : "\n\n");
            foreach (var run in line.Runs)
                Append(markdown, run);
            before = line.Kind;
        }

        return markdown.ToString();
    }

    /// <summary>Text in which nothing is markdown.</summary>
    public static string Inert(string text)
    {
        var inert = new StringBuilder(text.Length);
        for (var at = 0; at < text.Length; at++)
        {
            var sign = Signs.IndexOf(text[at], StringComparison.Ordinal);
            if (sign >= 0)
                inert.Append(Lookalikes[sign]);
            else if (text[at] is '_' && !(IsOfWord(text, at - 1) && IsOfWord(text, at + 1)))
                inert.Append('＿');
            else
                inert.Append(text[at]);

            // "&ast;" would be decoded.
            if (text[at] is '&')
                inert.Append(InertText.Joiner);
        }

        return inert.ToString();
    }

    // Inside a word, "_" is no markdown.
    private static bool IsOfWord(string text, int at) => at >= 0 && at < text.Length && char.IsLetterOrDigit(text[at]);

    // Nothing in it may end the link.
    private static string Escaped(string url) => string.Concat(url.Select(character =>
        character is '(' or ')' or '<' or '>' or '*' or '_' or '`' || character <= ' ' ? Uri.HexEscape(character) : $"{character}"));

    private void Append(StringBuilder markdown, ChatRun run)
    {
        // Signs of markdown must touch the text that they are about.
        var text = run.Style is ChatStyle.Code ? run.Text : Inert(run.Text.Trim(' '));
        if (text.Length == 0)
            return;
        if (run.Text[0] is ' ' && markdown[^1] is not '\n')
            markdown.Append(' ');
        var (start, end) = run.Style switch
        {
            ChatStyle.Bold => ("**", "**"),
            ChatStyle.Alarm => alarm,
            ChatStyle.Subtle => subtle,
            ChatStyle.Code when !text.Contains('`', StringComparison.Ordinal) => ("`", "`"),
            _ when run.Url is { } url => ("[", $"]({Escaped(url)})"),
            _ => ("", ""),
        };

        // A line that begins with "#", "-" or "1." would be a heading or an item of a list.
        if (start.Length == 0 && markdown[^1] is '\n' && !char.IsAsciiLetter(text[0]))
            markdown.Append(InertText.Joiner);
        markdown.Append(start).Append(text).Append(end);
        if (run.Text[^1] is ' ')
            markdown.Append(' ');
    }
}
