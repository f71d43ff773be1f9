using System.Net;
using System.Text.Encodings.Web;
using System.Text.RegularExpressions;

using CredFunctions.Languages;

namespace CredFunctions.Evidence.Page;

/// <summary>Puts the texts of a page into another language. What stands in <c>bdi</c> and <c>code</c> is the report's or a name.</summary>
internal static partial class PageTranslation
{
    public static string Of(string page, Translation words, HtmlEncoder encoder) => words.IsNone ? page : Parts().Replace(page, part =>
    {
        if (part.Groups["language"].Success)
            return $"lang=\"{words.Language.Tag()}\"";
        if (part.Groups["label"] is { Success: true } label)
            return $"{part.Groups["attribute"].Value}=\"{encoder.Encode(words.Of(WebUtility.HtmlDecode(label.Value)))}\"";
        if (!part.Groups["text"].Success)
            return part.Value;

        var text = WebUtility.HtmlDecode(part.Value);
        var trimmed = Spaces().Replace(text.Trim(), " ");
        var translated = words.Of(trimmed);
        return translated == trimmed ? part.Value : encoder.Encode(text.Replace(text.Trim(), translated, StringComparison.Ordinal));
    });

    [GeneratedRegex(
        """<(?<kept>script|style|bdi|code)\b.*?</\k<kept>>|(?<=>)(?<text>[^<>]*[^<>\s][^<>]*)(?=<)"""
        + """|(?<attribute>aria-label|data-label)="(?<label>[^"]*)"|(?<language>lang="en")""",
        RegexOptions.ExplicitCapture | RegexOptions.Singleline | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Parts();

    [GeneratedRegex("""\s+""", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Spaces();
}
