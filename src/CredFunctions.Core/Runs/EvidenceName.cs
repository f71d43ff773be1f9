using System.Globalization;

using CredFunctions.Accounts;
using CredFunctions.Policy;

namespace CredFunctions.Runs;

/// <summary>How files of evidence are called: <c>{source}/{reportId}/{run}/{file}</c>.</summary>
public static class EvidenceName
{
    public const string Page = "report.html";
    public const string FindingsTable = "findings.csv";
    public const string AccountsTable = "accounts.csv";
    public const string NotAssessedTable = "not-assessed.csv";
    public const string ControlsTable = "controls.csv";
    public const string Findings = "findings.json";

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

    /// <summary>The folder of a run.</summary>
    public static string FolderOf(string source, RunStamp run) =>
        string.Create(CultureInfo.InvariantCulture, $"{FolderOf(source)}/{run.ReportId}/{run.Number}");

    /// <summary>The folder of a source.</summary>
    /// <remarks>
    /// A folder whose name ends with a dot, "." and ".." among them, is another folder to file systems and clients of blobs.
    /// </remarks>
    public static string FolderOf(string source)
    {
        var stem = source.TrimEnd('.');
        return stem + string.Concat(Enumerable.Repeat("%2e", source.Length - stem.Length));
    }

    private static string EndingOf(ListFormat format) => format is ListFormat.Table ? "csv" : "jsonl";
}
