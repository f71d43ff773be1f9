using CredFunctions.Evidence.Page.Markup;
using CredFunctions.Findings;
using CredFunctions.Runs;

namespace CredFunctions.Evidence.Page.Sections;

/// <summary>A bar a report, its severities on top of each other, the worst at the foot where bars can be compared.</summary>
internal static class TrendChart
{
    private const double Width = 480;
    private const double Height = 170;
    private const double Left = 40;
    private const double Foot = 22;
    private const double Head = 12;
    private const double WidestBar = 34;

    public static void Write(HtmlText html, PageContent page)
    {
        html.Markup("<figure class=\"trend\">\n<figcaption>Open findings over the last reports</figcaption>\n");
        if (page.Before is null)
        {
            var why = page.IsStale
                ? "This report is shown by itself."
                : "This is the first report of its source; the trend begins with it.";
            html.Write($"<p class=\"none\">{why}</p>\n</figure>\n");
            return;
        }

        var reports = page.Result.Earlier.Append(page.Record).ToList();
        var most = Math.Max(1, reports.Max(Total));
        var summary = $"{reports.Count} reports, from {Counted.Of(Total(reports[0]), "open finding")} "
            + $"on {page.Day(reports[0].AsOf)} to {Counted.Number(Total(reports[^1]))} on {page.Day(reports[^1].AsOf)}. "
            + "The section Earlier reports has the figures.";
        html.Write($"<svg viewBox=\"0 0 {Width} {Height}\" role=\"img\" aria-label=\"{summary}\">\n");
        html.Write($"<line class=\"axis\" x1=\"{Left}\" y1=\"{Height - Foot}\" x2=\"{Width}\" y2=\"{Height - Foot}\"/>\n");
        html.Write($"<line class=\"grid\" x1=\"{Left}\" y1=\"{Head}\" x2=\"{Width}\" y2=\"{Head}\"/>\n");
        html.Write($"<text class=\"end\" x=\"{Left - 6}\" y=\"{Head + 4}\">{most}</text>\n"
            + $"<text class=\"end\" x=\"{Left - 6}\" y=\"{Height - Foot + 4}\">0</text>\n");

        var step = (Width - Left) / reports.Count;
        for (var index = 0; index < reports.Count; index++)
            WriteBar(html, reports[index], Left + (step * (index + 0.5)), Math.Min(WidestBar, step * 0.7), most);
        html.Write($"<text x=\"{Left}\" y=\"{Height - 5}\">{page.Day(reports[0].AsOf)}</text>\n"
            + $"<text class=\"end\" x=\"{Width}\" y=\"{Height - 5}\">{page.Day(reports[^1].AsOf)}</text>\n</svg>\n</figure>\n");
    }

    private static long Total(ReportRecord record) => Totals.WorstFirst.Sum(severity => PageContent.OpenIn(record, severity));

    private static void WriteBar(HtmlText html, ReportRecord record, double middle, double width, long most)
    {
        var foot = Height - Foot;
        foreach (var severity in Totals.WorstFirst)
        {
            var height = (Height - Foot - Head) * PageContent.OpenIn(record, severity) / most;
            if (height <= 0)
                continue;
            foot -= height;
            html.Write($"<rect class=\"{severity.Name()}\" x=\"{middle - (width / 2)}\" y=\"{foot}\" width=\"{width}\" "
                + $"height=\"{height}\"/>\n");
        }
    }
}
