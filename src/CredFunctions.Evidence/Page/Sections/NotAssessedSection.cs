using CredFunctions.Evidence.Page.Markup;
using CredFunctions.Evidence.Page.Tallies;
using CredFunctions.Runs;

namespace CredFunctions.Evidence.Page.Sections;

/// <summary>Verdicts that could not be given, and why.</summary>
internal static class NotAssessedSection
{
    private const int MostReasons = 3;

    public static void Write(HtmlText html, PageContent page)
    {
        html.Markup("<section>\n<h2 id=\"not-assessed\">Not assessed</h2>\n");
        var rules = page.Tally.Rules.Where(tally => tally.NotAssessed.Count > 0).OrderByDescending(tally => tally.NotAssessed.Count)
            .ToList();
        if (rules.Count == 0)
            html.Markup("<p>Every rule that is on was put to every account that could be read.</p>\n");
        else
            WriteTable(html, rules);
        foreach (var rule in page.Result.Run.Policy.RulesOff)
            html.Write($"<p>{rule.Title} (<code>{rule.Id}</code>) is switched off by policy and was not evaluated.</p>\n");
        html.Markup("</section>\n");
    }

    private static void WriteTable(HtmlText html, IReadOnlyList<RuleTally> rules)
    {
        html.Write($"<p>The cells that decide could not be understood. That is not the same as passed. "
            + $"<code>{EvidenceName.NotAssessedTable}</code> has every one.</p>\n");
        html.Markup("<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-labelledby=\"not-assessed\">\n<table>\n"
            + "<thead><tr><th scope=\"col\">Rule</th><th scope=\"col\" class=\"number\">Checks</th>"
            + "<th scope=\"col\">Most frequent reasons</th></tr></thead>\n<tbody>\n");
        foreach (var tally in rules)
        {
            html.Write($"<tr><th scope=\"row\">{tally.Rule.Title}<br><code>{tally.Rule.Id}</code></th>"
                + $"<td class=\"number\">{tally.NotAssessed.Count}</td><td><ul>\n");
            foreach (var (reason, times) in tally.NotAssessed.Top(MostReasons))
                html.Write($"<li><bdi>{reason}</bdi> ({times})</li>\n");
            html.Markup("</ul></td></tr>\n");
        }

        html.Markup("</tbody>\n</table>\n</div>\n");
    }
}
