using System.Globalization;

using CredFunctions.Evidence.Csv;
using CredFunctions.Evidence.Page;
using CredFunctions.Languages;
using CredFunctions.Runs;

namespace CredFunctions.Evidence.Integrity;

/// <summary>
/// <c>index.csv</c> and <c>index.html</c> of a source: a row a run, the latest as-of first. A row says what the manifest of its run says,
/// with the SHA-256 of that manifest, and the page what the table says, so that each can be checked.
/// </summary>
public sealed class SourceIndex
{
    internal const string Complete = "complete";
    private const string Withdrawn = "withdrawn";

    private static readonly string[] Columns =
    [
        "as_of", "run", "verdict", "open", "worst", "opened", "reopened", "resolved", "status", "latest", "folder", "report",
        "manifest_sha256",
    ];

    private readonly string source;
    private readonly SortedDictionary<string, IndexedRun> runs = new(Comparer<string>.Create((x, y) => string.CompareOrdinal(y, x)));

    private SourceIndex(string source) => this.source = source;

    /// <summary>The runs, the latest first.</summary>
    public IEnumerable<IndexedRun> Runs => runs.Values;

    /// <summary>The last run that counts.</summary>
    public IndexedRun? Latest => runs.Values.FirstOrDefault(run => run.Status == Complete);

    public static SourceIndex Empty(string source) => new(source);

    /// <summary>Reads a table; null where it is none, or no index.</summary>
    public static SourceIndex? Read(string source, byte[]? table)
    {
        if (table is null)
            return null;
        using var csv = EvidenceTable.Open(table);
        if (!csv.Read() || !EvidenceTable.Cells(csv).SequenceEqual(Columns))
            return null;

        var index = new SourceIndex(source);
        while (csv.Read())
        {
            if (EvidenceTable.Cells(csv) is not [var asOf, var run, var verdict, var open, var worst, var opened, var reopened,
                var resolved, var status, _, var folder, var report, var manifest])
                return null;
            index.Add(new IndexedRun(asOf, run, verdict, open, worst, opened, reopened, resolved, status, folder, report, manifest));
        }

        return index;
    }

    /// <summary>Adds a run, in the place of its row if there is one.</summary>
    /// <param name="sha256">The SHA-256 of the manifest.</param>
    public void Add(RunManifest manifest, string sha256)
    {
        if (manifest.Withdraws is { } withdrawn)
        {
            foreach (var run in runs.Values.Where(run => run.Report == withdrawn).ToList())
                Add(run with { Status = Withdrawn });
        }

        Add(IndexedRun.Of(manifest, sha256));
    }

    /// <summary>Whether there is a row for the run that says what its manifest says; it may say besides that it was withdrawn.</summary>
    public bool Agrees(RunManifest manifest, string sha256) =>
        IndexedRun.Of(manifest, sha256) is var expected && runs.TryGetValue(expected.Order, out var run)
        && run with { Status = run.Status == Withdrawn ? expected.Status : run.Status } == expected;

    public byte[] Table() => EvidenceTable.Bytes(Columns, runs.Values.Select(run => (string[])
    [
        run.AsOf, run.Run, run.Verdict, run.Open, run.Worst, run.Opened, run.Reopened, run.Resolved, run.Status,
        run == Latest ? "yes" : "", run.Folder, run.Report, run.Manifest,
    ]));

    public Task<byte[]> PageAsync(Language language) => PageTemplate.Index.RenderAsync(
        new Values
        {
            ["source"] = source,
            ["runs"] = runs.Values.Select(run => new Values
            {
                ["asOf"] = run.AsOf,
                ["verdict"] = run.Verdict,
                ["opened"] = run.Opened,
                ["reopened"] = run.Reopened,
                ["resolved"] = run.Resolved,
                ["status"] = run.Status,
                ["latest"] = run == Latest ? "latest" : null,
                ["folder"] = run.Folder,
                ["manifest"] = run.Manifest[..Math.Min(12, run.Manifest.Length)],
            }).ToList(),
        },
        language);

    private void Add(IndexedRun run) => runs[run.Order] = run;
}

/// <summary>A run as an index lists it: the text of its cells.</summary>
public sealed record IndexedRun(
    string AsOf, string Run, string Verdict, string Open, string Worst, string Opened, string Reopened, string Resolved, string Status,
    string Folder, string Report, string Manifest)
{
    internal string Order => $"{AsOf} {Report} {Run,10}";

    internal static IndexedRun Of(RunManifest manifest, string sha256) => new(
        Time(manifest.AsOf), Number(manifest.Run), Text(manifest.Verdict), Number(manifest.Open), manifest.Worst,
        Number(manifest.Opened), Number(manifest.Reopened), Number(manifest.Resolved), Text(manifest.Status),
        manifest.Folder, Text(manifest.ReportId), sha256);

    internal static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    internal static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    // As it is read back from the cell.
    internal static string Text(string text) => CsvCell.Inert(PrintableText.Of(text));
}
