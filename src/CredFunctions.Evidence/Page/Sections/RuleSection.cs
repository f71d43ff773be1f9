using CredFunctions.Evidence.Page.Markup;
using CredFunctions.Evidence.Page.Tallies;
using CredFunctions.Rules;

namespace CredFunctions.Evidence.Page.Sections;

/// <summary>Every rule with what it came to; those with findings with why it matters, what to do, and the controls they speak to.</summary>
internal static class RuleSection
{
    public static void Write(HtmlText html, PageContent page)
    {
        html.Markup("<section>\n<h2 id=\"rules\">By rule</h2>\n");
        html.Markup("<div class=\"rules\">\n");
        foreach (var tally in page.Tally.RulesWithFindings)
            WriteRule(html, page, tally);
        html.Markup("</div>\n");
        WriteTable(html, page);
        html.Markup("</section>\n");
    }

    private static void WriteRule(HtmlText html, PageContent page, RuleTally tally)
    {
        var rule = tally.Rule;
        html.Write($"<article class=\"rule\">\n<h3 id=\"{rule.Id}\">");
        Badge.Write(html, tally.Worst);
        html.Write($" {rule.Title}</h3>\n"
            + $"<p class=\"counts\"><code>{rule.Id}</code> · {Counted.Of(tally.Open, "open finding")} "
            + $"on {Counted.Of(tally.Accounts, "account")}");
        if (tally.Suppressed > 0)
            html.Write($", {tally.Suppressed} under an exception");
        if (tally.Resolved > 0)
            html.Write($" · {tally.Resolved} resolved by this report");
        if (tally.NotAssessed.Count > 0)
            html.Write($" · {tally.NotAssessed.Count} not assessed");
        if (page.Result.Run.Policy.IsOff(rule))
            html.Markup(" · switched off by policy: its findings stay as they were, not evaluated");
        html.Write($"</p>\n<p>{rule.Why}</p>\n<p><strong>What to do:</strong> {rule.Remediation}</p>\n");
        WriteControls(html, rule);
        html.Markup("</article>\n");
    }

    private static void WriteControls(HtmlText html, Rule rule)
    {
        if (rule.Controls.Count == 0)
            return;

        html.Markup("<p class=\"controls\">Speaks to");
        var separator = " ";
        foreach (var control in rule.Controls)
        {
            html.Write($"{separator}{control.Standard} {control.Id}{(control.Source is ControlSource.Ours ? " (our mapping)" : "")}");
            separator = ", ";
        }

        html.Markup(".</p>\n");
    }

    private static void WriteTable(HtmlText html, PageContent page)
    {
        html.Markup("<h3 id=\"all-rules\">All rules</h3>\n"
            + "<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-labelledby=\"all-rules\">\n<table class=\"sortable\">\n");
        html.Markup("<thead><tr><th scope=\"col\">Rule</th><th scope=\"col\" class=\"number\">Accounts failing</th>"
            + "<th scope=\"col\" class=\"number\">Open findings</th><th scope=\"col\" class=\"number\">Excepted</th>"
            + "<th scope=\"col\" class=\"number\">Resolved</th><th scope=\"col\" class=\"number\">Not assessed</th>"
            + "<th scope=\"col\" class=\"number\">Accounts passing</th></tr></thead>\n<tbody>\n");
        foreach (var tally in page.Tally.Rules)
        {
            var off = page.Result.Run.Policy.IsOff(tally.Rule) ? " (off by policy)" : "";
            html.Write($"<tr><th scope=\"row\">{tally.Rule.Title}{off}<br><code>{tally.Rule.Id}</code></th>"
                + $"<td class=\"number\">{tally.Accounts}</td><td class=\"number\">{tally.Open}</td>"
                + $"<td class=\"number\">{tally.Suppressed}</td><td class=\"number\">{tally.Resolved}</td>"
                + $"<td class=\"number\">{tally.NotAssessed.Count}</td><td class=\"number\">{tally.Passed}</td></tr>\n");
        }

        html.Markup("</tbody>\n</table>\n</div>\n"
            + "<p class=\"note\">An account to which a rule does not apply is in none of the columns.</p>\n");
    }
}
