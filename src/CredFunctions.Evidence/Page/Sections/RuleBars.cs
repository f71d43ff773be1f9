using CredFunctions.Evidence.Page.Markup;

namespace CredFunctions.Evidence.Page.Sections;

/// <summary>Open findings by rule, as bars that lead to what the rule is about.</summary>
internal static class RuleBars
{
    private const double Width = 100;

    public static void Write(HtmlText html, PageContent page)
    {
        html.Markup("<figure class=\"bars\">\n<figcaption>Open findings by rule</figcaption>\n");
        var rules = page.Tally.RulesWithFindings;
        if (rules.Count == 0)
        {
            html.Markup("<p class=\"none\">No rule has an open finding.</p>\n</figure>\n");
            return;
        }

        var most = rules.Max(tally => tally.Open);
        html.Markup("<ol>\n");
        foreach (var tally in rules)
        {
            html.Write($"<li><a href=\"#{tally.Rule.Id}\">{tally.Rule.Title}</a> "
                + $"<svg viewBox=\"0 0 {Width} 10\" preserveAspectRatio=\"none\" aria-hidden=\"true\">"
                + $"<rect class=\"{tally.Worst.Name()}\" x=\"0\" y=\"0\" width=\"{Math.Max(1, Width * tally.Open / most)}\" "
                + $"height=\"10\"/></svg> <span class=\"number\">{tally.Open}</span></li>\n");
        }

        html.Markup("</ol>\n</figure>\n");
    }
}
