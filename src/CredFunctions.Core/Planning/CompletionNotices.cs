using System.Globalization;

using CredFunctions.Accounts;
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
/// <param name="hasEvidence">Whether evidence of the run is kept.</param>
internal sealed class CompletionNotices(
    ReportRecord record, NotificationPlan plan, ReportRecord? withdrawn, bool hasEvidence, DateTimeOffset now)
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
                Groups = [.. one.Content.Groups.Concat(other.Content.Groups)
                    .GroupBy(group => group.Key)
                    .Select(group => group.First() with { Count = group.Sum(each => each.Count) })],
                Items = [.. one.Content.Items, .. other.Content.Items.Take(NotificationContent.MaxItems - one.Content.Items.Count)],
                ItemCount = one.Content.ItemCount + other.Content.ItemCount,
            },
        }));

    private IEnumerable<Notification> Alerts(RoutePlan route) => route.Alerts.SelectMany(each => each.Alerts.Bundle is { } bundle
        ? Each(route.Route, NotificationKind.Alert, AlertsEvent(route, each.Run), bundle.In(Content()))
        : each.Alerts.Single.SelectMany(alert => Each(
            route.Route, NotificationKind.Alert, $"{alert.AccountId}/{each.Run.ReportId}/{each.Run.Number}", alert.Items.In(Content()))));

    private static string AlertsEvent(RoutePlan route, RunStamp made) => string.Create(
        CultureInfo.InvariantCulture, $"alerts/{made.ReportId}/{made.Number}/{route.Number}");

    private IEnumerable<Notification> Reminders(RoutePlan route) => route.ReminderCount == 0
        ? []
        : Each(route.Route, NotificationKind.Reminder, $"reminder/{record.ReportId}/{record.Run}/{route.Number}",
            route.Reminder(Content()), route.Lists.Reminder);

    private IEnumerable<Notification> Digest(RoutePlan route)
    {
        var content = Content() with
        {
            IsBaseline = plan.Run.IsBaseline,
            Figures = Figures(route),
            Remarks = [.. Remarks()],
        };
        return Each(route.Route, NotificationKind.Digest, $"digest/{record.ReportId}/{record.Run}/{route.Number}",
            route.Digest(content), route.Lists.Digest);
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
        if (record.Counts.ExternalLoginRemark() is { } external)
            yield return external;
        if (ExceptionNotes.Remark(policy) is { } malformed)
            yield return malformed;
        if (ReportEncoding.CaveatOf(record.Counts.Encoding) is { } caveat)
            yield return caveat;
    }

    private NotificationContent Content() => new()
    {
        AsOf = ShownTime.In(record.AsOf, policy.ReportTimeZone),
        Headline = Headline(),
        ConsoleUrl = policy.ConsoleSite.UsersUrl(),
        HasEvidence = hasEvidence,
        EvidenceUrl = hasEvidence
            ? policy.EvidenceUrl?.Of(
                record.Source, policy.DayOf(record.AsOf), EvidenceName.ReportFolderOf(record.AsOf, record.ReportId), record.ReportId,
                record.Run)
            : null,
    };

    private string? Headline() => withdrawn is null
        ? null
        : $"Report {ShortText.Of(withdrawn.Name, MaxName)} of {ShownTime.Of(withdrawn.AsOf, policy.ReportTimeZone)} was withdrawn";

    // A list goes with a channel that carries every item.
    private IEnumerable<Notification> Each(
        Route route, NotificationKind kind, string eventName, NotificationContent content, Func<ListFormat, string?>? list = null) =>
        Notices.Each(route, kind, record.Source, eventName, content, now, record).Select(notification => notification with
        {
            Attachment = policy.ChannelOf(notification.Channel)?.Carries is { } format && list?.Invoke(format) is { } file
                ? EvidenceName.Of(record.Source, record.Stamp, file)
                : null,
        });
}
