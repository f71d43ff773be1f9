using CredFunctions.Notifications;
using CredFunctions.Policy;
using CredFunctions.Reports;
using CredFunctions.Runs;

namespace CredFunctions.Planning;

/// <summary>
/// The notifications of a completed report: alerts, reminders, and one digest a route. Everything follows from recorded
/// results, so a second look at the same run decides the same.
/// </summary>
/// <param name="record">The run's record, as it will be stored.</param>
/// <param name="plan">The events of the run, by route.</param>
/// <param name="withdrawn">The report that the run withdraws; null where it withdraws none.</param>
/// <param name="evidence">Where the run's evidence is, in words for a person; null where none is kept.</param>
internal sealed class CompletionNotices(
    ReportRecord record, NotificationPlan plan, ReportRecord? withdrawn, string? evidence, DateTimeOffset now)
{
    private const int MaxName = 100;

    private readonly AssessmentPolicy policy = plan.Run.Policy;

    public IReadOnlyList<Notification> All() =>
        [.. Alerts(), .. plan.Routes.SelectMany(Reminders), .. plan.Routes.Where(HasDigest).SelectMany(Digest)];

    // One alert an account and channel, even where two routes send parts of it there.
    private IEnumerable<Notification> Alerts() => plan.Routes.SelectMany(Alerts)
        .GroupBy(alert => alert.Id, StringComparer.Ordinal)
        .Select(same => same.Aggregate((one, other) => one with
        {
            Content = one.Content with
            {
                Items = [.. one.Content.Items, .. other.Content.Items.Take(NotificationContent.MaxItems - one.Content.Items.Count)],
                ItemCount = one.Content.ItemCount + other.Content.ItemCount,
                MoreInDigest = one.Content.MoreInDigest + other.Content.MoreInDigest,
            },
        }));

    private IEnumerable<Notification> Alerts(RoutePlan route)
    {
        var alerts = route.Alerts;
        return alerts.SelectMany((alert, index) => Each(
            route.Route,
            NotificationKind.Alert,
            $"{alert.AccountId}/{alert.Run.ReportId}/{alert.Run.Number}",
            Content() with
            {
                Items = alert.Items,
                ItemCount = alert.Items.Count,
                MoreInDigest = index == alerts.Count - 1 ? route.AlertsBeyondLimit : 0,
            }));
    }

    private IEnumerable<Notification> Reminders(RoutePlan route)
    {
        var due = route.Reminders;
        var content = Content() with { Items = due, ItemCount = route.ReminderCount, Evidence = evidence };
        return due.Count == 0
            ? []
            : Each(route.Route, NotificationKind.Reminder, $"reminder/{record.ReportId}/{record.Run}/{route.Number}", content,
                route.ReminderList);
    }

    private IEnumerable<Notification> Digest(RoutePlan route)
    {
        var content = Content() with
        {
            IsBaseline = plan.Run.IsBaseline,
            Figures = Figures(route),
            Items = route.Items(),
            ItemCount = route.ItemCount,
            Evidence = evidence,
            Remarks = [.. Remarks()],
        };
        return Each(route.Route, NotificationKind.Digest, $"digest/{record.ReportId}/{record.Run}/{route.Number}", content,
            route.DigestList);
    }

    // While rows cannot be read or checks cannot be assessed, every report sends a digest: silence means assessed and clean.
    private bool HasDigest(RoutePlan route)
    {
        var isMain = ReferenceEquals(route.Route, policy.RouteFor(record.Source));
        if (route.HasEvents || (plan.Run.IsBaseline && (route.HasFindings || isMain)))
            return true;
        if (policy.Digest is DigestMode.Always && route.Route.Source.Matches(record.Source))
            return true;
        return isMain && (withdrawn is not null || record.Counts.UnreadableRows > 0 || record.Counts.NotAssessed > 0);
    }

    private RouteFigures Figures(RoutePlan route) => route.Figures with
    {
        ReportAccounts = record.Counts.Accounts,
        UnreadableRows = record.Counts.UnreadableRows,
        NotAssessed = record.Counts.NotAssessed,
        NotAssessedColumns = record.Counts.NotAssessedColumns,
    };

    private IEnumerable<string> Remarks()
    {
        foreach (var remark in record.Remarks)
            yield return remark;
        if (record.Counts.MissingRemark() is { } missing)
            yield return missing;
        if (ExceptionNotes.Remark(policy) is { } malformed)
            yield return malformed;
        if (ReportEncoding.CaveatOf(record.Counts.Encoding) is { } caveat)
            yield return caveat;
    }

    private NotificationContent Content() => new() { AsOf = record.AsOf, Headline = Headline() };

    private string? Headline() => withdrawn is null
        ? null
        : $"Report {ShortText.Of(withdrawn.Name, MaxName)} of {ShownTime.Of(withdrawn.AsOf, policy.ReportTimeZone)} was withdrawn";

    // A list goes with mail only: the other channels carry no files.
    private IEnumerable<Notification> Each(
        Route route, NotificationKind kind, string eventName, NotificationContent content, string? list = null) =>
        Notices.Each(route, kind, record.Source, eventName, content, now, record).Select(notification => notification with
        {
            Attachment = list is not null && policy.CarriesFiles(notification.Channel)
                ? EvidenceName.Of(record.Source, record.Stamp, list)
                : null,
        });
}
