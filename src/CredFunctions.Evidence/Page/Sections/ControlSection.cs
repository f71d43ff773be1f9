using CredFunctions.Evidence.Controls;
using CredFunctions.Evidence.Page.Markup;
using CredFunctions.Rules;

namespace CredFunctions.Evidence.Page.Sections;

/// <summary>The control matrix: published mappings apart from ours, and no claim beyond the counts.</summary>
internal static class ControlSection
{
    public static void Write(HtmlText html, PageContent page)
    {
        html.Markup("<section>\n<h2 id=\"control-matrix\">Controls</h2>\n");
        html.Markup("<p>The results, for the accounts in this report, of the rules that are evidence for a control. "
            + "They are evidence about these accounts, not a statement that a control is met: "
            + "most controls ask for more than this report shows, and no benchmark for Tencent Cloud is known.</p>\n");
        WriteTable(html, page, ControlSource.Published, "published-controls", "Published mappings",
            "Published for the same check on another cloud or in general.");
        WriteTable(html, page, ControlSource.Ours, "our-controls", "Our mappings", "This project's own reading.");
        html.Markup("<p class=\"note\">Each account is counted once a control: failed, when a rule fails without an exception; "
            + "excepted, when all that fails is excepted; not assessed, when nothing fails and a verdict is missing; "
            + "passed, when every rule that applies passes. Assessed is the sum of passed, failed and excepted.</p>\n</section>\n");
    }

    private static void WriteTable(HtmlText html, PageContent page, ControlSource source, string id, string title, string introduction)
    {
        html.Write($"<h3 id=\"{id}\">{title}</h3>\n<p>{introduction}</p>\n"
            + $"<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-labelledby=\"{id}\">\n");
        html.Markup("<table class=\"sortable\">\n<thead><tr><th scope=\"col\">Control</th><th scope=\"col\">Rules</th>"
            + "<th scope=\"col\" class=\"number\">Assessed</th><th scope=\"col\" class=\"number\">Passed</th>"
            + "<th scope=\"col\" class=\"number\">Failed</th><th scope=\"col\" class=\"number\">Excepted</th>"
            + "<th scope=\"col\" class=\"number\">Not assessed</th></tr></thead>\n<tbody>\n");
        foreach (var tally in page.Tally.Controls.Tallies.Where(tally => tally.Control.Source == source))
            WriteRow(html, page, tally);
        html.Markup("</tbody>\n</table>\n</div>\n");
    }

    private static void WriteRow(HtmlText html, PageContent page, ControlTally tally)
    {
        html.Write($"<tr><th scope=\"row\">{tally.Control.Standard} {tally.Control.Id}</th><td>");
        var separator = "";
        foreach (var rule in tally.Rules)
        {
            html.Write($"{separator}<code>{rule.Id}</code>{(page.Result.Run.Policy.IsOff(rule) ? " (off)" : "")}");
            separator = ", ";
        }

        html.Write($"</td><td class=\"number\">{tally.Assessed}</td><td class=\"number\">{tally.Passed}</td>"
            + $"<td class=\"number\">{tally.Failed}</td><td class=\"number\">{tally.Excepted}</td>"
            + $"<td class=\"number\">{tally.NotAssessed}</td></tr>\n");
    }
}
