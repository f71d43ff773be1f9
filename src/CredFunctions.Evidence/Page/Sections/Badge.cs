using CredFunctions.Evidence.Page.Markup;

namespace CredFunctions.Evidence.Page.Sections;

/// <summary>A severity in its colour, which only repeats the word.</summary>
internal static class Badge
{
    public static void Write(HtmlText html, Severity severity) =>
        html.Write($"<span class=\"badge {severity.Name()}\">{severity.Name()}</span>");
}
