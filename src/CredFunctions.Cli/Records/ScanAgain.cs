using CredFunctions.Cli.Scanning.Recorded;
using CredFunctions.Findings;
using CredFunctions.Pipeline.Lanes;

namespace CredFunctions.Cli.Records;

/// <summary>How a report that a scan recorded goes on: no watch looks after it, so its file is scanned again.</summary>
internal static class ScanAgain
{
    /// <summary>The command; null for a report that did not come from a scan.</summary>
    public static async Task<string?> CommandAsync(OpenedStore records, ReportRecord report, CancellationToken cancellationToken)
    {
        if (records.Azure is not null || !ScannedFile.IsNamed(report.Name))
            return null;

        var upload = await records.Store.ReadUploadAsync(report.Source, report.Name, cancellationToken);
        var source = report.Source == SourceName.Default ? "" : $" --source {report.Source}";
        var asOf = upload?.GivenAsOf is { } given ? $" --as-of {ShellWord.Of(given)}" : "";
        return $"credfunctions scan {ShellWord.Of(report.Name)}{source}{asOf} {records.Option}";
    }
}
