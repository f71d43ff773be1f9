using System.Globalization;

using CredFunctions.Cli.Records;
using CredFunctions.Cli.Terminal;
using CredFunctions.Findings;
using CredFunctions.Reports;
using CredFunctions.Runs;

namespace CredFunctions.Cli.Watching;

/// <summary>The line for a report with which nothing is left to do.</summary>
internal static class EndedReport
{
    public static bool Is(ReportRecord report) =>
        report.Status is ReportStatus.Complete or ReportStatus.Held or ReportStatus.Incomplete
            or ReportStatus.Stale or ReportStatus.Rejected or ReportStatus.Withdrawn;

    /// <param name="report">The report.</param>
    /// <param name="option">The option that names the records, for a command that is recommended.</param>
    public static string Sentence(ReportRecord report, string option)
    {
        var id = ShortId.Of(report.ReportId);
        var head = $"{report.Source}: report {id} (\"{report.Name}\", as of {ShownTime.Of(report.AsOf)} {ShownTime.Zone})";
        var again = report.Withdraws is { } withdrawn ? $", recorded again since report {ShortId.Of(withdrawn)} was withdrawn" : "";
        var caveat = ReportEncoding.CaveatOf(report.Counts.Encoding) is { } guess ? $" {guess}" : "";
        var remarks = string.Concat(report.Remarks.Select(remark => $" {remark}"));
        return report.Status switch
        {
            ReportStatus.Complete => $"{head} is complete{again}: {WhatCameOf(report.Counts)}.{remarks}{caveat}",
            ReportStatus.Held => $"{head} is held and changes nothing. {report.Reason} "
                + $"\"credfunctions accept {id} {option}\" lets it go on.",
            ReportStatus.Withdrawn => $"{head} is withdrawn.",
            ReportStatus.Stale => $"{head} is stale: a later one was recorded before it, so it changes nothing.",
            _ => $"{head} is {report.Status.ToString().ToLowerInvariant()}. {report.Reason}",
        };
    }

    /// <summary>The line for a report that a process leaves unfinished.</summary>
    public static string Unfinished(ReportRecord report) =>
        $"{report.Source}: report {ShortId.Of(report.ReportId)} (\"{report.Name}\") is not finished and changes nothing yet: "
        + "run the command again, and it goes on from there.";

    private static string WhatCameOf(ReportCounts counts)
    {
        var parts = new List<string>();
        if (counts.NotAssessed > 0)
            parts.Add(counts.Unassessed().Headline);
        parts.Add(Counted.Of(counts.Accounts, "account"));
        var open = Totals.WorstFirst
            .Select(severity => (Name: severity.Name(), Count: counts.BySeverity.GetValueOrDefault(severity.Name())))
            .Where(each => each.Count > 0)
            .Select(each => string.Create(CultureInfo.InvariantCulture, $"{each.Count:N0} {each.Name}"))
            .ToList();
        parts.Add(open.Count == 0 ? "no finding open" : $"open {string.Join(", ", open)}");
        Add(counts.Opened + counts.Reopened, "new");
        Add(counts.Resolved, "resolved");
        Add(counts.Departed, "accounts gone");
        Add(counts.UnreadableRows, "rows unreadable");
        Add(counts.UnreadableRows > 0 ? counts.Missing : 0, "known accounts missing, none of which counts as gone");
        return string.Join("; ", parts);

        void Add(long count, string what)
        {
            if (count > 0)
                parts.Add(string.Create(CultureInfo.InvariantCulture, $"{count:N0} {what}"));
        }
    }
}
