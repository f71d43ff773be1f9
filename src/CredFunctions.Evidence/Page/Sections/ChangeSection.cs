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
            html.Write($"<p>{(page.IsStale ? "This report is shown by itself." : "There is none: this report is the baseline of its source.")}</p>\n");
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
            .Select(kind => $"{Words.Number(page.Tally.CountOf(kind.Kind))} {kind.Words}").ToList();
        if (page.Tally.Excepted > 0)
            counts.Add($"{Words.Number(page.Tally.Excepted)} under an exception");
        html.Write($"<p>{string.Join(", ", counts)}.");
        if (page.Tally.Events.Seen > listed.Count)
            html.Write($" The {listed.Count} most urgent are listed; <code>{EvidenceName.Accounts}</code> has all {page.Tally.Events.Seen}.");
        html.Markup("</p>\n<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-labelledby=\"changes\">\n<table class=\"sortable\">\n<thead><tr><th scope=\"col\">Severity</th><th scope=\"col\">What</th><th scope=\"col\">Account</th><th scope=\"col\">User name</th><th scope=\"col\">Message</th></tr></thead>\n<tbody>\n");
        foreach (var happening in listed)
            WriteRow(html, happening);
        html.Markup("</tbody>\n</table>\n</div>\n");
    }

    private static void WriteRow(HtmlText html, AccountWithEvent happening)
    {
        var (account, accountEvent) = happening;
        html.Write($"<tr><td data-value=\"{(int)accountEvent.Severity}\">");
        Badge.Write(html, accountEvent.Severity);
        var what = accountEvent.Change ?? accountEvent.Kind.Name();
        html.Write($"</td><td>{what}{(accountEvent.IsSuppressed ? ", excepted" : "")}</td><th scope=\"row\">{account.AccountId}</th><td><bdi>{account.Username}</bdi></td><td>{accountEvent.Message}</td></tr>\n");
    }
}
