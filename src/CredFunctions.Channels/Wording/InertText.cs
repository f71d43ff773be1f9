using System.Text;
using System.Text.RegularExpressions;

namespace CredFunctions.Channels.Wording;

/// <summary>
/// Makes untrusted text safe to show: one line, every character visible, and nothing that a chat or a mail program turns into a
/// link, a mention or a tag, or decodes. Names stay readable; an invisible character (U+2060, WORD JOINER) breaks what could
/// mislead a reader or trigger a program.
/// </summary>
public static partial class InertText
{
    /// <summary>
    /// Separates two characters that would have a meaning together. In the untrusted text itself it is escaped.
    /// </summary>
    public const char Joiner = '\u2060';

    private const char LeftToRightMark = '\u200e';

    private static readonly string[] Starts = ["://", "www.", "mailto:", "tel:", @"\\", "](", "![", "<", "&#", "&lt", "@", "=?"];

    /// <summary>The first line: what follows it in an answer of a server is for machines.</summary>
    public static string FirstLineOf(string text) => Of(text.Split('\n')[0].Trim());

    public static string Of(string text)
    {
        var line = text.Replace("\r", "", StringComparison.Ordinal).Replace('\n', ' ').Replace('\t', ' ');
        var shown = new StringBuilder(HostBeforePath().Replace(PrintableText.Of(line), $"$0{Joiner}"));
        for (var at = 0; at < shown.Length; at++)
        {
            foreach (var start in Starts)
            {
                if (!StandsAt(shown, at, start) || !Triggers(shown, at, start))
                    continue;
                shown.Insert(at + 1, Joiner);
                at++;
                break;
            }
        }

        return shown.ToString();
    }

    /// <summary>
    /// A name after which a line goes on from left to right. Without a mark, a list of Arabic or Hebrew names shows the account of one
    /// beside another.
    /// </summary>
    public static string LeftToRight(string name) => RightToLeftLetter().IsMatch(name) ? $"{name}{LeftToRightMark}" : name;

    private static bool StandsAt(StringBuilder text, int at, string start)
    {
        for (var index = 0; index < start.Length; index++)
        {
            if (at + index >= text.Length || char.ToLowerInvariant(text[at + index]) != start[index])
                return false;
        }

        return true;
    }

    // A sign alone is a sign: an address keeps its @, a comparison its <.
    private static bool Triggers(StringBuilder text, int at, string start) => start switch
    {
        "<" => at + 1 < text.Length && (char.IsAsciiLetter(text[at + 1]) || text[at + 1] is '/' or '!' or '@' or '#' or '?'),
        "@" => (at == 0 || char.IsWhiteSpace(text[at - 1])) && at + 1 < text.Length && char.IsLetterOrDigit(text[at + 1]),
        "=?" => at + 2 < text.Length && char.IsAsciiLetterOrDigit(text[at + 2]),
        _ => true,
    };

    // "host.example/path" is a link to mail programs. A host alone may be the name of a person.
    [GeneratedRegex("""(?<![^\s("'])([A-Za-z0-9-]+\.)+(?=[A-Za-z]{2,}/)""",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex HostBeforePath();

    [GeneratedRegex("""[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]|\ud802|\ud803|\ud83a|\ud83b""",
        RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex RightToLeftLetter();
}
