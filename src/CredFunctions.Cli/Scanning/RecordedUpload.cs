using CredFunctions.Evidence;
using CredFunctions.Reports;
using CredFunctions.Runs;

namespace CredFunctions.Cli.Scanning;

/// <summary>The outcome of a report that was named at the command line.</summary>
/// <param name="Report">The report.</param>
/// <param name="Record">Its record; null where it could not be read.</param>
/// <param name="Match">Which case made its upload that report.</param>
/// <param name="WasRecorded">Whether the record was the same before the command.</param>
internal sealed record RecordedUpload(GivenReport Report, ReportRecord? Record, ReportMatch Match, bool WasRecorded)
{
    /// <summary>Which report it is, where that is not simply a new one; null otherwise. A held report has its own message.</summary>
    public string? WhichReport(TimeSpan zone, int sameReportHours)
    {
        if (Record is not { } record)
            return null;

        var date = ShownTime.Of(record.AsOf, zone);
        return (Match, record.Status) switch
        {
            (ReportMatch.SameHours, _) =>
                $"\"{Report.Name}\" has the same content as the report of {date}, less than {Counted.Of(sameReportHours, "hour")} from it: "
                    + "it is that report again.",
            (_, ReportStatus.Complete) when WasRecorded => $"\"{Report.Name}\" is the report of {date} again, which was recorded before.",
            (ReportMatch.Unchanged, ReportStatus.Complete) when !WasRecorded =>
                $"\"{Report.Name}\" has the same content as the report before it, and is recorded as a new report, of {date}.",
            (ReportMatch.OlderCopy, ReportStatus.Complete) when !WasRecorded && record.OlderCopyOf is { } older =>
                $"\"{Report.Name}\" has the same content as the report of {ShownTime.Of(older, zone)}, "
                + $"and is recorded as a new report, of {date}, since that was accepted.",
            _ => null,
        };
    }
}
