using CredFunctions.Evidence.Page.Markup;
using CredFunctions.Findings;

namespace CredFunctions.Evidence.Page.Sections;

/// <summary>The first screen: what came out, how it moved, and which rules it is about.</summary>
internal static class Verdict
{
    public static void Write(HtmlText html, PageContent page)
    {
        html.Write($"<header>\n<p class=\"kind\">Tencent Cloud CAM · User Credential Report</p>\n<h1>{Headline(page)}</h1>\n");
        if (Gaps(page) is { } gaps)
            html.Write($"<p class=\"gaps\">{gaps}</p>\n");
        if (page.IsStale)
            html.Markup("<p class=\"gaps\">A later report was completed before this one. It is shown by itself and changed nothing.</p>\n");
        WriteFacts(html, page);
        html.Markup("</header>\n<main>\n");

        html.Markup("<section class=\"figures\" aria-label=\"Open findings by severity\">\n<ul class=\"tiles\">\n");
        foreach (var severity in Totals.WorstFirst)
            WriteTile(html, severity.Name(), severity.Name(), page.Open(severity), page.Before is { } before
                ? PageContent.OpenIn(before, severity) : null);
        WriteTile(html, "plain", "under an exception", page.Record.Counts.Suppressed, page.Before?.Counts.Suppressed);
        WriteTile(html, "plain", "checks not assessed", page.Record.Counts.NotAssessed, page.Before?.Counts.NotAssessed);
        html.Markup("</ul>\n<div class=\"charts\">\n<div>\n");
        TrendChart.Write(html, page);
        WorstAccounts.Write(html, page);
        html.Markup("</div>\n");
        RuleBars.Write(html, page);
        html.Markup("</div>\n</section>\n");
    }

    // What could not be assessed comes first.
    private static string Headline(PageContent page) =>
        page.Record.Counts.NotAssessed == 0 ? Sentence(page) : $"{page.Record.Counts.Unassessed().Headline}. {Sentence(page)}";

    private static string Sentence(PageContent page)
    {
        var accounts = Counted.Of(page.Result.Details.Accounts, "account");
        if (page.Findings == 0)
            return Gaps(page) is null
                ? $"No findings: {accounts} assessed and clean."
                : $"No findings in what could be assessed of {accounts}.";

        var counts = Totals.WorstFirst.Where(severity => page.Open(severity) > 0)
            .Select(severity => $"{Counted.Number(page.Open(severity))} {severity.Name()}");
        return $"{Counted.Of(page.Findings, "finding")} on {Counted.Number(page.Tally.Accounts.Seen)} of {accounts}: "
            + $"{string.Join(", ", counts)}.";
    }

    // "Clean" is said only when every rule was put to every account of every row.
    private static string? Gaps(PageContent page)
    {
        var gaps = new List<string>();
        if (page.Record.Counts.NotAssessed > 0)
            gaps.Add($"{Counted.Of(page.Record.Counts.NotAssessed, "check")} "
                + $"of {Counted.Of(page.Tally.AccountsNotAssessed, "account")} could not be assessed");
        if (page.Result.Details.UnreadableRowCount > 0)
            gaps.Add($"{Counted.Number(page.Result.Details.UnreadableRowCount)} of {Counted.Of(page.Result.Details.Rows, "row")} "
                + "could not be read");
        if (page.Result.Run.Policy.RulesOff.Count > 0)
            gaps.Add($"{Counted.Of(page.Result.Run.Policy.RulesOff.Count, "rule")} switched off by policy");
        return gaps.Count == 0 ? null : $"{string.Join("; ", gaps)}. That is not the same as passed.";
    }

    private static void WriteFacts(HtmlText html, PageContent page)
    {
        html.Markup("<dl class=\"facts\">\n");
        html.Write($"<div><dt>Source</dt><dd>{page.Record.Source}</dd></div>\n");
        html.Write($"<div><dt>As of</dt><dd>{page.Time(page.Record.AsOf)}</dd></div>\n");
        html.Write($"<div><dt>Report</dt><dd><bdi>{page.Result.ReportName}</bdi></dd></div>\n");
        html.Write($"<div><dt>Accounts</dt><dd>{page.Result.Details.Accounts}</dd></div>\n");
        var before = page.Before is { } earlier ? page.Time(earlier.AsOf) : page.IsStale ? "not compared" : "none: this is the first";
        html.Write($"<div><dt>Report before</dt><dd>{before}</dd></div>\n</dl>\n");
    }

    private static void WriteTile(HtmlText html, string style, string label, long count, long? before)
    {
        html.Write($"<li class=\"tile {style}\"><span class=\"count\">{count}</span> <span class=\"label\">{label}</span>");
        if (before is { } earlier)
            html.Write($" <span class=\"moved\">{Counted.Moved(earlier, count)}</span>");
        html.Markup("</li>\n");
    }
}
