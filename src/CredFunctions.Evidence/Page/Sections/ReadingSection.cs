using System.Text;

using CredFunctions.Evidence.Page.Markup;
using CredFunctions.Reports;
using CredFunctions.Runs;

namespace CredFunctions.Evidence.Page.Sections;

/// <summary>What is wrong with the report itself, and what it cannot say.</summary>
internal static class ReadingSection
{
    private const int MostRows = 100;
    private const int MostColumns = 50;

    public static void Write(HtmlText html, PageContent page)
    {
        WriteRows(html, page.Result.Details);
        html.Markup("<section>\n<h2 id=\"not-covered\">What this report cannot say</h2>\n<ul>\n");
        foreach (var sentence in page.Result.Details.NotCovered)
            html.Write($"<li>{sentence}</li>\n");
        html.Markup("</ul>\n</section>\n");
    }

    private static void WriteRows(HtmlText html, ReportDetails details)
    {
        html.Markup("<section>\n<h2 id=\"unreadable\">Rows that could not be read</h2>\n");
        if (details.UnreadableRowCount == 0)
        {
            html.Write($"<p>None: all {details.Rows} were read.</p>\n");
        }
        else
        {
            html.Write($"<p>{details.UnreadableRowCount} of {Counted.Of(details.Rows, "row")}. Their accounts were not assessed; "
                + $"as long as there are such rows, no account counts as gone.</p>\n");
            html.Markup("<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-labelledby=\"unreadable\">\n<table>\n"
                + "<thead><tr><th scope=\"col\" class=\"number\">Line</th><th scope=\"col\">Reason</th></tr></thead>\n<tbody>\n");
            foreach (var row in details.UnreadableRows.Take(MostRows))
                html.Write($"<tr><th scope=\"row\" class=\"number\">{row.Line}</th><td><bdi>{row.Reason}</bdi></td></tr>\n");
            html.Markup("</tbody>\n</table>\n</div>\n");
            if (details.UnreadableRowCount > MostRows)
                html.Write($"<p>The first {MostRows} are listed; <code>{EvidenceName.Reading}</code> "
                    + $"has the first {ReportReader.MaxListedUnreadableRows}.</p>\n");
        }

        if (details.UnknownColumns.Count > 0)
        {
            var names = string.Join(", ", details.UnknownColumns.Take(MostColumns).Select(Shown));
            var more = details.UnknownColumns.Count > MostColumns ? " and more" : "";
            html.Write($"<p>Columns that are not known and were ignored: <bdi>{names}</bdi>{more}.</p>\n");
        }

        html.Markup("</section>\n");
    }

    private static string Shown(string column) => ShownText.Plain(Encoding.UTF8.GetBytes(column));
}
