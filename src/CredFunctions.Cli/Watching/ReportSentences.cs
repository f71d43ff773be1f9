using CredFunctions.Evidence;
using CredFunctions.Findings;
using CredFunctions.Reports;
using CredFunctions.Runs;

namespace CredFunctions.Cli.Watching;

/// <summary>What is written on stderr about a report: that it ended, is left unfinished, or is one that is known.</summary>
internal static class ReportSentences
{
    /// <summary>Whether nothing is left to do with it.</summary>
    public static bool HasEnded(ReportRecord report) =>
        report.Status is not (ReportStatus.Waiting or ReportStatus.Recording);

    /// <param name="report">The report.</param>
    /// <param name="option">The option that names the records, for a command that is recommended.</param>
    public static string Ended(ReportRecord report, string option)
    {
        var id = ShortId.Of(report.ReportId);
        var head = $"{report.Source}: report {id} (\"{report.Name}\", as of {ShownTime.WithZone(report.AsOf)}) is";
        var again = report.Withdraws is { } withdrawn ? $", recorded again since report {ShortId.Of(withdrawn)} was withdrawn" : "";
        var caveat = ReportEncoding.CaveatOf(report.Counts.Encoding) is { } guess ? $" {guess}" : "";
        var remarks = string.Concat(report.Remarks.Select(remark => $" {remark}"));
        return report.Status switch
        {
            ReportStatus.Complete => $"{head} complete{again}: {WhatCameOf(report.Counts)}.{remarks}{caveat}",
            ReportStatus.Held => $"{head} held and changes nothing. {report.Reason} \"credfunctions accept {id} {option}\" accepts it.",
            ReportStatus.Withdrawn => $"{head} withdrawn.",
            ReportStatus.Stale => $"{head} stale: a later one was recorded before it, so it changes nothing.",
            _ => $"{head} {report.Status.ToString().ToLowerInvariant()}. {report.Reason}",
        };
    }

    /// <summary>Of a report that a process leaves unfinished.</summary>
    public static string Unfinished(ReportRecord report) =>
        $"{report.Source}: report {ShortId.Of(report.ReportId)} (\"{report.Name}\") is not finished and changes nothing yet: "
        + "run the command again to continue.";

    /// <summary>Of a report that is rejected while a command reads it.</summary>
    public static string Rejected(string name, ReportRejectedException rejected)
    {
        var line = rejected.Rejection.Line is { } number ? $", line {number}" : "";
        return $"\"{name}\"{line}: {rejected.Message}";
    }

    /// <summary>Of a file that turned out to be a report that is known.</summary>
    /// <param name="option">The option that names the records, for a command that is recommended.</param>
    public static string Known(string source, Upload upload, string option)
    {
        var id = ShortId.Of(upload.ReportId);
        var head = $"{source}: \"{upload.Name}\", as of {ShownTime.WithZone(upload.AsOf)},";
        return upload switch
        {
            { IsRefused: true } =>
                $"{head} was recorded as of a later time: \"credfunctions withdraw {id} {option}\" withdraws that report, "
                + "and then it is read.",
            { Match: ReportMatch.SameHours } =>
                $"{head} has the same content as report {id} of a few hours before or after: it is that report again.",
            _ => $"{head} is report {id} again.",
        };
    }

    private static string WhatCameOf(ReportCounts counts)
    {
        var open = string.Join(", ", Severities.WorstFirst
            .Select(severity => (Name: severity.Name(), Count: counts.BySeverity.GetValueOrDefault(severity.Name())))
            .Where(each => each.Count > 0).Select(each => $"{Counted.Number(each.Count)} {each.Name}"));
        string?[] parts =
        [
            counts.NotAssessed > 0 ? counts.Unassessed().Headline : null,
            Counted.Of(counts.Accounts, "account"),
            open.Length == 0 ? "no finding open" : $"open {open}",
            Some(counts.Opened, "opened"),
            Some(counts.Reopened, "reopened"),
            Some(counts.Resolved, "resolved"),
            counts.Departed > 0 ? $"{Counted.Of(counts.Departed, "account")} gone" : null,
            counts.UnreadableRows > 0 ? $"{Counted.Of(counts.UnreadableRows, "row")} unreadable" : null,
            counts.UnreadableRows > 0 && counts.Missing > 0
                ? $"{Counted.Of(counts.Missing, "known account")} missing, which does not count as gone"
                : null,
        ];
        return string.Join("; ", parts.OfType<string>());

        static string? Some(long count, string what) => count > 0 ? $"{Counted.Number(count)} {what}" : null;
    }
}
