using CredFunctions.Evidence.Page.Markup;
using CredFunctions.Evidence.Page.Tallies;
using CredFunctions.Findings;
using CredFunctions.Runs;

namespace CredFunctions.Evidence.Page.Sections;

/// <summary>The worst accounts with their findings. What does not fit is counted, and the tables that hold it are named.</summary>
internal static class AccountSection
{
    public static void Write(HtmlText html, PageContent page)
    {
        html.Markup("<section>\n<h2 id=\"accounts\">By account</h2>\n");
        var accounts = page.Tally.Accounts.WorstFirst();
        if (accounts.Count == 0)
        {
            html.Markup("<p>No account has an open finding.</p>\n</section>\n");
            return;
        }

        WriteIntroduction(html, page, accounts.Count);
        WriteControls(html);
        html.Markup("<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-labelledby=\"accounts\">\n"
            + "<table class=\"sortable\" id=\"account-table\">\n<thead><tr><th scope=\"col\">Worst</th><th scope=\"col\">Account</th>"
            + "<th scope=\"col\">User name</th><th scope=\"col\">Type</th><th scope=\"col\" class=\"number\">Open</th>"
            + "<th scope=\"col\" data-sort=\"none\">Findings</th></tr></thead>\n<tbody>\n");
        foreach (var account in accounts)
            WriteRow(html, page, account);
        html.Markup("</tbody>\n</table>\n</div>\n</section>\n");
    }

    private static void WriteIntroduction(HtmlText html, PageContent page, int listed)
    {
        var others = page.Tally.Accounts.Seen - listed;
        if (others > 0)
            html.Write($"<p>The {listed} worst of {Counted.Of(page.Tally.Accounts.Seen, "account")} with open findings. "
                + $"The other {others} are counted above by rule; <code>{EvidenceName.FindingsTable}</code> "
                + $"beside this page has every finding.</p>\n");
        else
            html.Write($"<p>Every account with an open finding, the worst first. <code>{EvidenceName.AccountsTable}</code> "
                + $"beside this page has all accounts, clean ones too.</p>\n");
        if (page.Tally.Unseen > 0)
            html.Write($"<p>{Counted.Of(page.Tally.Unseen, "known account")} could not be found in the rows that were read; "
                + $"the findings of those are as they were before.</p>\n");
    }

    // Shown by the script, which they are for.
    private static void WriteControls(HtmlText html)
    {
        html.Markup("<div class=\"filter\" id=\"filter\" hidden>\n"
            + "<label for=\"filter-text\">Find</label> <input id=\"filter-text\" type=\"search\" autocomplete=\"off\">\n"
            + "<label for=\"filter-severity\">Severity</label> <select id=\"filter-severity\"><option value=\"\">any</option>");
        foreach (var severity in Totals.WorstFirst)
            html.Write($"<option value=\"{severity.Name()}\">{severity.Name()}</option>");
        html.Markup("</select>\n<output id=\"filter-count\" for=\"filter-text filter-severity\"></output>\n</div>\n");
    }

    private static void WriteRow(HtmlText html, PageContent page, RankedAccount ranked)
    {
        var account = ranked.Account.State;
        html.Write($"<tr id=\"account-{account.AccountId}\"><td data-value=\"{ranked.Worst}\">");
        if (ranked.WorstSeverity is { } worst)
            Badge.Write(html, worst);
        else
            html.Markup("<span class=\"badge plain\">excepted</span>");
        html.Write($"</td><th scope=\"row\">{account.AccountId}</th><td><bdi>{account.Username}</bdi></td>"
            + $"<td>{account.UserType}, {account.Profile.Name()}</td><td class=\"number\">{ranked.Open}</td><td><ul>\n");
        foreach (var finding in ranked.Account.Findings.Where(finding => finding.Status is not FindingStatus.Resolved)
            .OrderByDescending(finding => finding.State.Severity))
            WriteFinding(html, page, finding);
        html.Markup("</ul></td></tr>\n");
    }

    private static void WriteFinding(HtmlText html, PageContent page, EvidenceFinding finding)
    {
        var state = finding.State;
        html.Markup("<li>");
        Badge.Write(html, state.Severity);
        html.Write($" {state.Message} <span class=\"since\">since {page.Day(state.FirstSeen)}");
        if (state.Openings > 1)
            html.Write($", opened {state.Openings} times");
        if (finding.Status is FindingStatus.Suppressed)
            html.Write($", excepted until {state.Suppression?.Until}");
        else if (finding.Status is FindingStatus.NotEvaluated)
            html.Markup(", not evaluated: the rule is off");
        html.Markup("</span></li>\n");
    }
}
