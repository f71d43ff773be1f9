using System.Globalization;
using System.Text;

using CredFunctions.Evidence.Csv;
using CredFunctions.Evidence.Integrity;
using CredFunctions.Evidence.Page;
using CredFunctions.Languages;
using CredFunctions.Ports;
using CredFunctions.Reports;
using CredFunctions.Runs;

namespace CredFunctions.Evidence;

/// <summary>
/// <c>overview.csv</c> and <c>overview.html</c>: a row a source, with its last completed report and the open findings of those before it.
/// The page says what the table says, so that each can be checked.
/// </summary>
public sealed class Overview
{
    /// <summary>How many reports of a source the trend shows.</summary>
    public const int MostReports = RunEvidence.MostEarlier + 1;

    private const double Width = 120;
    private const double Height = 24;

    private static readonly string[] Columns = ["source", "as_of", "verdict", "open", "open_before", "worst", "trend", "index"];

    private readonly SortedDictionary<string, Row> rows = new(StringComparer.Ordinal);

    /// <summary>Reads a table; null where it is no overview.</summary>
    public static Overview? Read(byte[] table)
    {
        using var csv = EvidenceTable.Open(table);
        if (!csv.Read() || !EvidenceTable.Cells(csv).SequenceEqual(Columns))
            return null;

        var overview = new Overview();
        while (csv.Read())
        {
            if (EvidenceTable.Cells(csv) is not [var source, var asOf, var verdict, var open, var before, var worst, var trend, var index])
                return null;
            overview.rows[source] = new Row(source, asOf, verdict, open, before, worst, trend, index);
        }

        return overview;
    }

    /// <summary>Adds a source by its index; null where there is none.</summary>
    public void Add(string source, SourceIndex? index)
    {
        // A report that was recorded again has several runs, of which the last counts.
        var open = (index?.Runs ?? []).Where(run => run.Status == SourceIndex.Complete)
            .DistinctBy(run => run.Report, StringComparer.Ordinal).Select(run => run.Open);
        var latest = index?.Latest;
        Add(source, latest?.AsOf, latest?.Verdict, latest?.Worst, open, hasIndex: index is not null);
    }

    /// <summary>Adds a source by its records.</summary>
    /// <param name="completed">Its completed reports, the latest first.</param>
    /// <param name="hasRulesOff">Whether the policy of the latest switches a rule off, or is not known.</param>
    /// <param name="hasIndex">Whether there is an index that the page can link to.</param>
    public void Add(string source, IReadOnlyList<ReportRecord> completed, bool hasRulesOff, bool hasIndex)
    {
        var latest = completed.Count == 0 ? null : completed[0];
        Add(
            source, latest is null ? null : IndexedRun.Time(latest.AsOf),
            latest is null ? null : IndexedRun.Text(latest.Counts.Verdict(hasRulesOff)), latest?.Counts.WorstLine(),
            completed.Select(report => IndexedRun.Number(report.Counts.Open)), hasIndex);
    }

    /// <summary>Writes both files, in the place of those that are there.</summary>
    public Task WriteAsync(IEvidenceStore store, Language language, CancellationToken cancellationToken) => store.WriteListAsync(
        EvidenceName.OverviewTable, EvidenceName.OverviewPage, async _ => (Table(), await PageAsync(language)), cancellationToken);

    public byte[] Table() => EvidenceTable.Bytes(Columns, rows.Values.Select(row => (string[])
        [row.Source, row.AsOf, row.Verdict, row.Open, row.Before, row.Worst, row.Trend, row.Index]));

    public Task<byte[]> PageAsync(Language language) => PageTemplate.Overview.RenderAsync(
        new Values { ["sources"] = rows.Values.Select(OfRow).ToList() }, language);

    // The open findings are those of the latest report first.
    private void Add(string source, string? asOf, string? verdict, string? worst, IEnumerable<string> open, bool hasIndex)
    {
        var shown = open.Take(MostReports).ToList();
        rows[source] = new Row(
            source, asOf ?? "", verdict ?? "", shown.Count > 0 ? shown[0] : "", shown.Count > 1 ? shown[1] : "", worst ?? "",
            string.Join(' ', shown.AsEnumerable().Reverse()), hasIndex ? EvidenceName.OfSource(source, EvidenceName.IndexPage) : "");
    }

    private static Values OfRow(Row row)
    {
        var worst = row.Worst.Split(": ", 2);
        return new Values
        {
            ["source"] = row.Source,
            ["link"] = row.Index.Length == 0 ? null : row.Index,
            ["instant"] = row.AsOf,
            ["asOf"] = DateTimeOffset.TryParse(row.AsOf, CultureInfo.InvariantCulture, out var asOf) ? ShownTime.WithZone(asOf) : null,
            ["verdict"] = row.Verdict,
            ["severity"] = worst.Length < 2 ? null : worst[0],
            ["rules"] = worst[^1],
            ["open"] = Number(row.Open),
            ["before"] = row.Before.Length == 0 ? null : $"{Number(row.Before)} before",
            ["trend"] = row.Trend,
            ["bars"] = Bars(
                [.. row.Trend.Split(' ').Select(each => long.TryParse(each, CultureInfo.InvariantCulture, out var open) ? open : 0)]),
        };
    }

    private static List<Values> Bars(long[] trend)
    {
        var most = Math.Max(1, trend.Max());
        return [.. trend.Select((open, index) => new Values
        {
            ["x"] = TrendChart.Length(Width / MostReports * index),
            ["y"] = TrendChart.Length(Height - (Height * open / most)),
            ["height"] = TrendChart.Length(Height * open / most),
        })];
    }

    private static string Number(string cell) =>
        long.TryParse(cell, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? Counted.Number(number) : cell;

    // The text of its cells. The trend has the last reports, the earliest first.
    private sealed record Row(
        string Source, string AsOf, string Verdict, string Open, string Before, string Worst, string Trend, string Index);
}
