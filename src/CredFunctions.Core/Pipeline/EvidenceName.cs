using System.Globalization;

using CredFunctions.Accounts;

namespace CredFunctions.Pipeline;

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

    public static string Of(string source, RunStamp run, string file) =>
        string.Create(CultureInfo.InvariantCulture, $"{FolderOf(source)}/{run.ReportId}/{run.Number}/{file}");

    // A folder whose name ends with a dot, "." and ".." among them, is another folder to file systems and clients of blobs.
    private static string FolderOf(string source)
    {
        var stem = source.TrimEnd('.');
        return stem + string.Concat(Enumerable.Repeat("%2e", source.Length - stem.Length));
    }
}
