using CredFunctions.Evidence.Page.Markup;
using CredFunctions.Findings;
using CredFunctions.Runs;

namespace CredFunctions.Evidence.Page.Sections;

/// <summary>The figures behind the trend.</summary>
internal static class EarlierSection
{
    public static void Write(HtmlText html, PageContent page)
    {
        if (page.Before is null)
            return;

        html.Markup("<section>\n<h2 id=\"earlier\">Earlier reports</h2>\n"
            + "<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-labelledby=\"earlier\">\n<table>\n"
            + "<thead><tr><th scope=\"col\">As of</th><th scope=\"col\" class=\"number\">Accounts</th>");
        foreach (var severity in Totals.WorstFirst)
            html.Write($"<th scope=\"col\" class=\"number\">{severity.Name()}</th>");
        html.Markup("<th scope=\"col\" class=\"number\">excepted</th><th scope=\"col\" class=\"number\">not assessed</th>"
            + "<th scope=\"col\">SHA-256</th></tr></thead>\n<tbody>\n");
        foreach (var report in page.Result.Earlier.Append(page.Record).Reverse())
            WriteRow(html, page, report);
        html.Markup("</tbody>\n</table>\n</div>\n</section>\n");
    }

    private static void WriteRow(HtmlText html, PageContent page, ReportRecord report)
    {
        html.Write($"<tr><th scope=\"row\">{page.Time(report.AsOf)}</th><td class=\"number\">{report.Counts.Accounts}</td>");
        foreach (var severity in Totals.WorstFirst)
            html.Write($"<td class=\"number\">{PageContent.OpenIn(report, severity)}</td>");
        html.Write($"<td class=\"number\">{report.Counts.Suppressed}</td><td class=\"number\">{report.Counts.NotAssessed}</td>"
            + $"<td><code>{report.ReportId[..Math.Min(12, report.ReportId.Length)]}…</code></td></tr>\n");
    }
}
