using System.Globalization;
using System.Text.Json;

using CredFunctions.Cli.Scanning.Table;
using CredFunctions.Cli.Terminal;
using CredFunctions.Notifications;
using CredFunctions.Reports;
using CredFunctions.Runs;

namespace CredFunctions.Cli.Records;

/// <summary>What is left to do, for people.</summary>
/// <param name="page">Where it is written.</param>
/// <param name="option">The option that names the records, repeated in the commands that are recommended.</param>
/// <param name="now">Which time it is.</param>
internal sealed class StatusPage(Page page, string option, DateTimeOffset now)
{
    private const int Listed = 20;
    private const int Column = 12;

    public void Write(IReadOnlyList<SourceStatus> sources, IReadOnlyList<Notification> unsent)
    {
        if (sources.Count == 0)
            page.Line("No report is recorded yet.");
        foreach (var (number, source) in sources.Index())
        {
            if (number > 0)
                page.BlankLine();
            Write(source);
        }

        Write("Not sent yet", unsent, NotificationStatus.Pending);
        Write("Not delivered", unsent, NotificationStatus.Failed);
        Write("Unconfirmed, so it may not have arrived", unsent, NotificationStatus.Unconfirmed);
        page.BlankLine();
        page.Line(Conclusion(sources, unsent.Count));
    }

    private string Conclusion(IReadOnlyList<SourceStatus> sources, int unsent)
    {
        List<(int Count, string Text)> left =
        [
            (sources.Count(source => source.IsUnfinished), "with unfinished reports"),
            (sources.Count(source => source.Held.Count > 0), "with held reports"),
            (sources.Count(source => source.IsOverdue(now)), "overdue"),
        ];
        var parts = left.Where(part => part.Count > 0).Select(part => $"{Counted.Of(part.Count, "source")} {part.Text}").ToList();
        if (unsent > 0)
            parts.Add($"{Counted.Of(unsent, "notification")} not known to have arrived");
        return parts.Count == 0
            ? "Nothing to do: no report is unfinished, held or overdue, and every notification was sent."
            : $"To do: {string.Join(", ", parts)}.";
    }

    private void Write(SourceStatus source)
    {
        page.Line(source.Lane.Source, Styles.Strong);
        if (source.Active is { } active)
            page.Labelled("Recording", Column, $"{NameOf(active)}, since {Shown(active.StartedAt ?? active.TouchedAt)}.");
        foreach (var report in source.Waiting.Take(Listed))
            page.Labelled("Waiting", Column, $"{NameOf(report)}, until the report before it is recorded.");
        More(source.Waiting.Count);
        foreach (var report in source.Held.Take(Listed))
            Write("Held", report, "accept", "lets it go on");
        More(source.Held.Count);
        foreach (var report in source.Incomplete.Take(Listed))
            Write("Incomplete", report, "replay", "reads it again");
        More(source.Incomplete.Count);
        page.Labelled("Completed", Column, source.Last is { } last ? Completed(source, last) : "No report was completed yet.");
    }

    private void Write(string label, ReportRecord report, string command, string effect) => page.Labelled(
        label,
        Column,
        $"{NameOf(report)}. {report.Reason} \"credfunctions {command} {ShortId.Of(report.ReportId)} {option}\" {effect}.",
        Styles.Of(Severity.Medium));

    private string Completed(SourceStatus source, ReportRecord last)
    {
        var seen = source.Lane.FreshAsOf is { } fresh && fresh > last.AsOf ? $", seen again as of {Shown(fresh)}" : "";
        var overdue = source.IsOverdue(now)
            ? string.Create(
                CultureInfo.InvariantCulture,
                $". It is overdue: its policy expects a report every {source.FreshnessHours:N0} hours. Export one from the console")
            : "";
        return $"{ShortId.Of(last.ReportId)} as of {ReportAge.Of(last.AsOf, ReportTime.DefaultOffset, now)}{seen}{overdue}.";
    }

    private void Write(string heading, IEnumerable<Notification> unsent, NotificationStatus status)
    {
        var notifications = unsent.Where(notification => notification.Status == status).ToList();
        if (notifications.Count == 0)
            return;

        page.Heading($"{heading}: {Counted.Of(notifications.Count, "notification")}");
        foreach (var notification in notifications.Take(Listed))
            page.Labelled(ShortId.Of(notification.Id), Column, SentenceOf(notification));
        More(notifications.Count);
    }

    private string SentenceOf(Notification notification)
    {
        var kind = JsonNamingPolicy.KebabCaseLower.ConvertName(notification.Kind.ToString());
        var source = notification.Source.Length == 0 ? "" : $" of {notification.Source}";
        var since = notification.Status is NotificationStatus.Unconfirmed ? notification.SentAt : notification.ReplayedAt;
        var error = notification.LastError is { } reason ? $": {reason}" : ".";
        var next = notification.NextAttemptAt is { } at ? $" It is tried again at {Shown(at)}." : "";
        return $"{kind}{source} to channel \"{notification.Channel}\", since {Shown(since ?? notification.CreatedAt)}{error}{next} "
            + $"\"credfunctions replay {ShortId.Of(notification.Id)} {option}\" sends it again.";
    }

    private void More(int count)
    {
        if (count > Listed)
            page.Labelled("", Column, $"and {count - Listed:N0} more: --format json lists them all");
    }

    private static string NameOf(ReportRecord report) =>
        $"{ShortId.Of(report.ReportId)} (\"{report.Name}\") as of {Shown(report.AsOf)}";

    private static string Shown(DateTimeOffset instant) => $"{ShownTime.Of(instant)} {ShownTime.Zone}";
}
