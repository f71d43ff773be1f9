using CredFunctions.Accounts;
using CredFunctions.Evidence.Page.Markup;
using CredFunctions.Evidence.Page.Tallies;
using CredFunctions.Runs;

namespace CredFunctions.Evidence.Page.Sections;

/// <summary>What happened since the report before.</summary>
internal static class ChangeSection
{
    private static readonly (AccountEventKind Kind, string Words)[] Kinds =
    [
        (AccountEventKind.Opened, "opened"), (AccountEventKind.Reopened, "reopened"), (AccountEventKind.Raised, "raised"),
        (AccountEventKind.RaisedByPolicy, "raised by policy"), (AccountEventKind.Lowered, "lowered"),
            (AccountEventKind.Resolved, "resolved"),
        (AccountEventKind.ExceptionEnded, "exception ended"), (AccountEventKind.Changed, "changes of accounts"),
    ];

    public static void Write(HtmlText html, PageContent page)
    {
        html.Markup("<section>\n<h2 id=\"changes\">Since the report before</h2>\n");
        if (page.IsStale || page.Result.Run.IsBaseline)
            html.Markup(page.IsStale
                ? "<p>This report is shown by itself.</p>\n"
                : "<p>There is none: this report is the baseline of its source.</p>\n");
        else if (page.Tally.Events.Seen == 0)
            html.Markup("<p>Nothing happened.</p>\n");
        else
            WriteTable(html, page);
        html.Markup("</section>\n");
    }

    private static void WriteTable(HtmlText html, PageContent page)
    {
        var listed = page.Tally.Events.WorstFirst();
        var counts = Kinds.Where(kind => page.Tally.CountOf(kind.Kind) > 0)
            .Select(kind => $"{Counted.Number(page.Tally.CountOf(kind.Kind))} {kind.Words}").ToList();
        if (page.Tally.Excepted > 0)
            counts.Add($"{Counted.Number(page.Tally.Excepted)} under an exception");
        html.Write($"<p>{string.Join(", ", counts)}.");
        if (page.Tally.Events.Seen > listed.Count)
        {
            html.Write($" The {listed.Count} most urgent are listed; <code>{EvidenceName.Accounts}</code>");
            html.Write($" has all {page.Tally.Events.Seen}.");
        }

        html.Markup("</p>\n<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-labelledby=\"changes\">\n");
        html.Markup("<table class=\"sortable\">\n<thead><tr>");
        foreach (var column in (string[])["Severity", "What", "Account", "User name", "Message"])
            html.Write($"<th scope=\"col\">{column}</th>");
        html.Markup("</tr></thead>\n<tbody>\n");
        foreach (var each in listed)
            WriteRow(html, each);
        html.Markup("</tbody>\n</table>\n</div>\n");
    }

    private static void WriteRow(HtmlText html, AccountWithEvent listed)
    {
        var (account, accountEvent) = listed;
        html.Write($"<tr><td data-value=\"{(int)accountEvent.Severity}\">");
        Badge.Write(html, accountEvent.Severity);
        var what = accountEvent.Change ?? accountEvent.Kind.Name();
        html.Write($"</td><td>{what}{(accountEvent.IsSuppressed ? ", excepted" : "")}</td><th scope=\"row\">{account.AccountId}</th>");
        html.Write($"<td><bdi>{account.Username}</bdi></td><td>{accountEvent.Message}</td></tr>\n");
    }
}
