using System.Globalization;
using System.Text;

using CredFunctions.Cli.Terminal;
using CredFunctions.Reports;
using CredFunctions.Runs;

namespace CredFunctions.Cli.Scanning.Table;

/// <summary>What is wrong with the report itself, and what it cannot show.</summary>
internal static class ReportSections
{
    public const int Column = 8;

    private const int MaxRows = 10;

    public static void Write(Page page, ReportDetails report)
    {
        WriteUnreadableRows(page, report);
        WriteUnknownColumns(page, report);

        page.Heading("What this report cannot say");
        foreach (var sentence in report.NotCovered)
            page.Labelled("", 2, sentence);
    }

    private static void WriteUnreadableRows(Page page, ReportDetails report)
    {
        if (report.UnreadableRowCount == 0)
            return;

        page.Heading("Rows that could not be read");
        var listed = report.UnreadableRows.Take(MaxRows).ToList();
        foreach (var row in listed)
            page.Labelled("", 2, string.Create(CultureInfo.InvariantCulture, $"line {row.Line}: {row.Reason}"));
        if (report.UnreadableRowCount > listed.Count)
            page.Labelled("", 2, $"and {Counted.Of(report.UnreadableRowCount - listed.Count, "more row")}");
    }

    private static void WriteUnknownColumns(Page page, ReportDetails report)
    {
        if (report.UnknownColumns.Count == 0)
            return;

        page.Heading("Columns that are not known and were ignored");
        page.Labelled("", 2, string.Join(", ", report.UnknownColumns.Select(name => ShownText.Of(Encoding.UTF8.GetBytes(name)))));
    }
}
