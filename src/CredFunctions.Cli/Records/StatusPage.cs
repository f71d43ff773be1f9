using CredFunctions.Cli.Terminal;
using CredFunctions.Evidence;
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

    /// <param name="sources">Where they stand.</param>
    /// <param name="unsent">The notifications that were not sent.</param>
    /// <param name="watch">When a watch last swept, and whether a process is at work; null for a storage account.</param>
    public void Write(
        IReadOnlyList<SourceStatus> sources, IReadOnlyList<Notification> unsent, (DateTimeOffset? SweptAt, bool IsInUse)? watch)
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
        if (sources.Count > 1 && sources.Where(source => source.Last is not null).MinBy(source => source.FreshAsOf) is { } oldest)
            page.Labelled("Oldest", Column, $"{oldest.Lane.Source}, as of {Age(oldest.FreshAsOf!.Value)}.");
        if (watch is { } found)
        {
            var last = found.SweptAt is { } at ? $"Last swept {Age(at)}" : "Never swept by a watch";
            page.Labelled("Watch", Column, $"{last}; {(found.IsInUse ? "a" : "no")} process is at work on the state.");
        }

        page.Line(Conclusion(sources, unsent.Count));
    }

    private string Age(DateTimeOffset time) => ReportAge.Of(time, ReportTime.DefaultOffset, now);

    private string Conclusion(IReadOnlyList<SourceStatus> sources, int unsent)
    {
        List<(int Count, string Noun, string Text)> left =
        [
            (sources.Count(source => source.IsUnfinished), "source", "with unfinished reports"),
            (sources.Count(source => source.Held.Count > 0), "source", "with held reports"),
            (sources.Count(source => source.IsOverdue(now)), "source", "overdue"),
            (unsent, "notification", "not known to have arrived"),
        ];
        left.RemoveAll(part => part.Count == 0);
        return left.Count == 0
            ? "Nothing to do: no report is unfinished, held or overdue, and every notification was sent."
            : $"To do: {string.Join(", ", left.Select(part => $"{Counted.Of(part.Count, part.Noun)} {part.Text}"))}.";
    }

    private void Write(SourceStatus source)
    {
        page.Line(source.Lane.Source, Styles.Strong);
        if (source.Active is { } active)
            page.Labelled(
                "Recording", Column, $"{NameOf(active)}, since {ShownTime.WithZone(active.StartedAt ?? active.TouchedAt)}.");
        WriteListed(source.Waiting, report => page.Labelled(
            "Waiting", Column, $"{NameOf(report)}, until the report before it is recorded."));
        WriteListed(source.Held, report => Write("Held", report, "accept", "accepts it"));
        WriteListed(source.Incomplete, report => Write("Incomplete", report, "replay", "reads it again"));
        page.Labelled("Completed", Column, source.Last is { } last ? Completed(source, last) : "No report was completed yet.");
    }

    private void Write(string label, ReportRecord report, string command, string effect) => page.Labelled(
        label, Column,
        $"{NameOf(report)}. {report.Reason} \"credfunctions {command} {ShortId.Of(report.ReportId)} {option}\" {effect}.",
        Styles.Of(Severity.Medium));

    private string Completed(SourceStatus source, ReportRecord last)
    {
        var seen = source.Lane.FreshAsOf is { } fresh && fresh > last.AsOf ? $", seen again as of {ShownTime.WithZone(fresh)}" : "";
        var overdue = source.IsOverdue(now)
            ? $". It is overdue: its policy expects a report every {Counted.Of(source.FreshnessHours!.Value, "hour")}. "
                + "Export one from the console"
            : "";
        return $"{ShortId.Of(last.ReportId)} as of {ReportAge.Of(last.AsOf, ReportTime.DefaultOffset, now)}{seen}{overdue}.";
    }

    private void Write(string heading, IEnumerable<Notification> unsent, NotificationStatus status)
    {
        var notifications = unsent.Where(notification => notification.Status == status).ToList();
        if (notifications.Count == 0)
            return;

        page.Heading($"{heading}: {Counted.Of(notifications.Count, "notification")}");
        WriteListed(notifications, notification => page.Labelled(ShortId.Of(notification.Id), Column, SentenceOf(notification)));
    }

    private string SentenceOf(Notification notification)
    {
        var source = notification.Source.Length == 0 ? "" : $" of {notification.Source}";
        var since = notification.Status is NotificationStatus.Unconfirmed ? notification.SentAt : notification.ReplayedAt;
        var error = notification.LastError is { } reason ? $": {reason}" : ".";
        var next = notification.NextAttemptAt is { } at ? $" It is tried again at {ShownTime.WithZone(at)}." : "";
        return $"{RecordsJson.KindOf(notification)}{source} to channel \"{notification.Channel}\", "
            + $"since {ShownTime.WithZone(since ?? notification.CreatedAt)}{error}{next} "
            + $"\"credfunctions replay {ShortId.Of(notification.Id)} {option}\" sends it again.";
    }

    private void WriteListed<T>(IReadOnlyCollection<T> all, Action<T> write)
    {
        foreach (var each in all.Take(Listed))
            write(each);
        if (all.Count > Listed)
            page.Labelled("", Column, $"and {all.Count - Listed:N0} more: --format json lists them all");
    }

    private static string NameOf(ReportRecord report) =>
        $"{ShortId.Of(report.ReportId)} (\"{report.Name}\") as of {ShownTime.WithZone(report.AsOf)}";
}
