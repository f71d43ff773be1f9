using CredFunctions.Evidence.Page.Markup;
using CredFunctions.Policy;

namespace CredFunctions.Evidence.Page.Sections;

/// <summary>What the policy lives with: for whom, why, who answers for it, and until when.</summary>
internal static class ExceptionSection
{
    private const int Most = 500;

    public static void Write(HtmlText html, PageContent page)
    {
        var grants = page.Result.Run.Policy.Exceptions.All;
        html.Markup("<section>\n<h2 id=\"exceptions\">Exceptions</h2>\n");
        if (grants.Count == 0)
            html.Markup("<p>The policy has none.</p>\n");
        else
            WriteTable(html, page, grants);
        if (page.Tally.Exceptions.OfFormerPolicy is > 0 and var former)
            html.Write($"<p>{Counted.Of(former, "finding")} of accounts that the report does not show "
                + $"stand under an exception of an earlier policy.</p>\n");
        html.Markup("</section>\n");
    }

    private static void WriteTable(HtmlText html, PageContent page, IReadOnlyList<ExceptionGrant> grants)
    {
        html.Markup("<p>An excepted finding stays open and is counted; no one is alerted. Of several exceptions that match, "
            + "the one that lasts longest counts.</p>\n");
        html.Markup("<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-labelledby=\"exceptions\">\n<table class=\"sortable\">\n"
            + "<thead><tr><th scope=\"col\">Rule</th><th scope=\"col\">Accounts</th><th scope=\"col\">Key</th>"
            + "<th scope=\"col\">Reason</th><th scope=\"col\">Owner</th><th scope=\"col\">Until</th><th scope=\"col\">State</th>"
            + "<th scope=\"col\" class=\"number\">Findings</th></tr></thead>\n<tbody>\n");
        var day = page.Result.Run.Policy.DayOf(page.Record.AsOf);
        foreach (var grant in grants.Take(Most))
        {
            var state = grant.IsMalformed ? "malformed: counts as ended" : grant.IsActiveOn(day) ? "active" : "ended";
            html.Write($"<tr><th scope=\"row\"><code>{grant.Rule}</code></th><td><bdi>{grant.Account.ToString()}</bdi></td>"
                + $"<td>{grant.Key ?? "any"}</td><td>{grant.Reason}</td><td>{grant.Owner}</td><td>{grant.Until}</td><td>{state}</td>"
                + $"<td class=\"number\">{page.Tally.Exceptions[grant]}</td></tr>\n");
        }

        html.Markup("</tbody>\n</table>\n</div>\n");
        if (grants.Count > Most)
            html.Write($"<p>The policy has {grants.Count - Most} more.</p>\n");
    }
}
