using System.Globalization;

using CredFunctions.Cli.Terminal;
using CredFunctions.Evidence;
using CredFunctions.Notifications;
using CredFunctions.Reports;
using CredFunctions.Runs;

using Spectre.Console;

namespace CredFunctions.Cli.Records;

/// <summary>What became of the reports, for people.</summary>
internal static class HistoryPage
{
    private const int Listed = 20;
    private const int IdColumn = 10;

    public static void Write(
        Page page, IReadOnlyList<RecordedSource> sources, IReadOnlyList<Notification> undelivered, string option, bool all)
    {
        if (sources.Count == 0)
            page.Line("No report is recorded yet.");
        foreach (var (number, source) in sources.Index())
        {
            if (number > 0)
                page.BlankLine();
            Write(page, source, option, all);
        }

        var failed = undelivered.Where(each => each.Status is NotificationStatus.Failed).ToLookup(Undelivered.IsNotRequested);
        Write(page, "Not delivered", [.. failed[false]], option);
        Write(
            page, "Unconfirmed, so it may not have arrived",
            [.. undelivered.Where(each => each.Status is NotificationStatus.Unconfirmed)], option);
        if (!failed[true].Any())
            return;
        page.BlankLine();
        page.Line(
            $"{Counted.Of(failed[true].Count(), "notification")} of scans without --notify: "
                + $"\"credfunctions replay {ShortId.Of(failed[true].Last().Id)} {option}\" sends the latest.",
            Styles.Faint);
    }

    private static void Write(Page page, RecordedSource source, string option, bool all)
    {
        page.Line($"{source.Lane.Source}: {Counted.Of(source.Reports.Count, "report")}", Styles.Strong);
        page.BlankLine();
        page.Line($"Report    As of ({ShownTime.Zone})    Status      Accounts     Open   Opened Resolved", Styles.Faint);
        foreach (var report in all ? source.Reports : source.Reports.Take(Listed))
        {
            page.Line(RowOf(report), report.Status switch
            {
                ReportStatus.Held or ReportStatus.Incomplete or ReportStatus.Rejected => Styles.Of(Severity.Medium),
                ReportStatus.Stale or ReportStatus.Withdrawn => Styles.Faint,
                _ => Style.Plain,
            });
            if (string.Join(' ', RemarksOn(report, option)) is { Length: > 0 } remarks)
                page.Labelled("", IdColumn, remarks);
        }

        if (!all && source.Reports.Count > Listed)
            page.Line($"and {Counted.Of(source.Reports.Count - Listed, "earlier report")}: --all lists them.");
    }

    private static string RowOf(ReportRecord report)
    {
        var counts = report.Counts;
        var row = $"{ShortId.Of(report.ReportId),-IdColumn}{ShownTime.Of(report.AsOf)}  "
            + $"{report.Status.ToString().ToLowerInvariant(),-10}";

        // The number of accounts is known as soon as the report is read.
        if (report.Status is ReportStatus.Complete || counts.Rows > 0)
            row += string.Create(CultureInfo.InvariantCulture, $"{counts.Accounts,10:N0}");
        return report.Status is ReportStatus.Complete
            ? row + string.Create(
                CultureInfo.InvariantCulture,
                $"{counts.BySeverity.Values.Sum(),9:N0}{counts.Opened + counts.Reopened,9:N0}{counts.Resolved,9:N0}")
            : row.TrimEnd();
    }

    private static IEnumerable<string> RemarksOn(ReportRecord report, string option)
    {
        if (report.Reason is { } reason)
            yield return reason;
        if (report.Status is ReportStatus.Held)
            yield return $"\"credfunctions accept {ShortId.Of(report.ReportId)} {option}\" accepts it.";
        if (report.Status is ReportStatus.Stale)
            yield return "It came after a later report and changed nothing.";
        if (report.Status is ReportStatus.Withdrawn)
            yield return $"It was withdrawn; \"credfunctions replay {ShortId.Of(report.ReportId)} {option}\" records it again.";
        if (report.Withdraws is { } withdrawn)
            yield return $"It was recorded again when report {ShortId.Of(withdrawn)} was withdrawn.";
        if (report.Counts.UnreadableRows > 0)
            yield return $"{Counted.Of(report.Counts.UnreadableRows, "row")} could not be read.";
        if (report.Counts.NotAssessed > 0)
            yield return $"{report.Counts.Unassessed().Headline}.";
    }

    private static void Write(Page page, string heading, IReadOnlyList<Notification> notifications, string option)
    {
        if (notifications.Count == 0)
            return;

        page.Heading($"{heading}: {Counted.Of(notifications.Count, "notification")}");
        foreach (var notification in notifications.Take(Listed))
        {
            page.Labelled(
                ShortId.Of(notification.Id), IdColumn,
                $"{RecordsJson.KindOf(notification)} of {notification.Source} to channel \"{notification.Channel}\", "
                    + $"{ShownTime.Of(notification.CreatedAt)}: {notification.LastError ?? "no reason is known"}");
        }

        if (notifications.Count > Listed)
            page.Labelled("", IdColumn, $"and {notifications.Count - Listed:N0} more: --format json lists them all");
        page.Line($"\"credfunctions replay {ShortId.Of(notifications[0].Id)} {option}\" sends the first of them again.");
    }
}
