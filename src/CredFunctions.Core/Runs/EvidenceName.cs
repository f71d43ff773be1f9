using System.Globalization;

using CredFunctions.Accounts;
using CredFunctions.Policy;

namespace CredFunctions.Runs;

/// <summary>
/// How files of evidence are called: <c>{source}/{as-of}-{first 8 of the report's id}/{run}/{file}</c>, so that names are in the order of
/// time.
/// </summary>
public static class EvidenceName
{
    public const string Page = "report.html";
    public const string FindingsTable = "findings.csv";
    public const string AccountsTable = "accounts.csv";
    public const string NotAssessedTable = "not-assessed.csv";
    public const string DueTable = "due.csv";
    public const string ControlsTable = "controls.csv";
    public const string Findings = "findings.json";

    /// <summary>The policy as it was applied.</summary>
    public const string Policy = "policy.json";

    public const string ExceptionsTable = "exceptions.csv";
    public const string UnreadableTable = "unreadable.csv";

    /// <summary>Every file of the run with its hash; written last.</summary>
    public const string Manifest = "manifest.json";

    /// <summary>The signature of <see cref="Manifest"/>, where a key was given.</summary>
    public const string Signature = "manifest.json.sig";

    /// <summary>All runs of a source, as a table; not in the folder of a run.</summary>
    public const string IndexTable = "index.csv";

    /// <summary>All runs of a source, as a page; not in the folder of a run.</summary>
    public const string IndexPage = "index.html";

    /// <summary>All sources, as a table; in no folder.</summary>
    public const string OverviewTable = "overview.csv";

    /// <summary>All sources, as a page; in no folder.</summary>
    public const string OverviewPage = "overview.html";

    /// <summary>Every account with every verdict, a JSON document a line.</summary>
    public const string Accounts = "accounts.jsonl";

    /// <summary>OCSF Compliance Finding events, one a line.</summary>
    public const string Ocsf = "ocsf.jsonl";

    /// <summary>What only the reading of the report knows.</summary>
    public const string Reading = "reading.json";

    /// <summary>All items of the digest of a route.</summary>
    /// <param name="route">The route's place in the policy, from 0; the file is numbered from 1.</param>
    public static string Digest(int route, ListFormat format) =>
        string.Create(CultureInfo.InvariantCulture, $"digest-{route + 1}.{EndingOf(format)}");

    /// <summary>All items of the reminder of a route.</summary>
    /// <param name="route">The route's place in the policy, from 0; the file is numbered from 1.</param>
    public static string Reminder(int route, ListFormat format) =>
        string.Create(CultureInfo.InvariantCulture, $"reminder-{route + 1}.{EndingOf(format)}");

    public static string Of(string source, RunStamp run, string file) => $"{FolderOf(source, run)}/{file}";

    /// <summary>A file of a source that is in no run.</summary>
    public static string OfSource(string source, string file) => $"{FolderOf(source)}/{file}";

    /// <summary>Whether a name is of an index or of the overview: a file that is written again with every run.</summary>
    public static bool IsIndex(string name) =>
        name is OverviewTable or OverviewPage || name[(name.LastIndexOf('/') + 1)..] is IndexTable or IndexPage;

    /// <summary>The folder of a run.</summary>
    public static string FolderOf(string source, RunStamp run) =>
        $"{FolderOf(source)}/{FolderOf(run)}";

    /// <summary>The folder of a run, in that of its source.</summary>
    public static string FolderOf(RunStamp run) =>
        string.Create(CultureInfo.InvariantCulture, $"{ReportFolderOf(run.AsOf, run.ReportId)}/{run.Number}");

    /// <summary>The folder of the runs of a report, in that of its source.</summary>
    public static string ReportFolderOf(DateTimeOffset asOf, string reportId) => string.Create(
        CultureInfo.InvariantCulture, $"{asOf.UtcDateTime:yyyy-MM-dd'T'HHmmss'Z'}-{reportId[..Math.Min(IdLength, reportId.Length)]}");

    /// <summary>The first digits of the report's id, which the folder of its runs ends with.</summary>
    public static string ShortIdIn(string reportFolder) => reportFolder[(reportFolder.LastIndexOf('-') + 1)..];

    /// <summary>The folder of a source.</summary>
    /// <remarks>
    /// A folder whose name ends with a dot, "." and ".." among them, is another folder to file systems and clients of blobs. One that is
    /// called like the overview would be in its place, on a file system that ignores case too.
    /// </remarks>
    public static string FolderOf(string source)
    {
        if (source.Equals(OverviewTable, StringComparison.OrdinalIgnoreCase)
            || source.Equals(OverviewPage, StringComparison.OrdinalIgnoreCase))
            return source.Replace(".", "%2e", StringComparison.Ordinal);

        var stem = source.TrimEnd('.');
        return stem + string.Concat(Enumerable.Repeat("%2e", source.Length - stem.Length));
    }

    private const int IdLength = 8;

    private static string EndingOf(ListFormat format) => format is ListFormat.Table ? "csv" : "jsonl";
}
