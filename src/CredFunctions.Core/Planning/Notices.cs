using CredFunctions.Notifications;
using CredFunctions.Policy;
using CredFunctions.Ports;
using CredFunctions.Reports;
using CredFunctions.Runs;

namespace CredFunctions.Planning;

/// <summary>
/// The notices about a report as a whole, or about the policy: one notification a channel. A function of recorded results, never
/// of deliveries.
/// </summary>
internal static class Notices
{
    /// <summary>That a report ended as rejected, held, incomplete or stale.</summary>
    public static IReadOnlyList<Notification> Of(ReportRecord record, PolicySettings policy, DateTimeOffset now) => record.Status switch
    {
        ReportStatus.Rejected => Of(record, policy, now, NotificationKind.Rejected, "rejected"),
        ReportStatus.Held => Of(record, policy, now, NotificationKind.Held, "held"),
        ReportStatus.Incomplete => Of(record, policy, now, NotificationKind.Incomplete, "incomplete"),
        ReportStatus.Stale => Of(record, policy, now, NotificationKind.Stale, "stale"),
        _ => throw new ArgumentOutOfRangeException(nameof(record), record.Status, "No notice is sent of such a report."),
    };

    /// <summary>That an upload gives its recorded report an earlier as-of: that report has to be withdrawn first.</summary>
    public static IReadOnlyList<Notification> EarlierAsOf(
        ReportRecord report, Upload upload, AssessmentPolicy policy, DateTimeOffset now)
    {
        var zone = policy.ReportTimeZone;
        var reason = $"Its as-of was changed to {ShownTime.Of(upload.AsOf, zone)}, which is earlier than "
            + $"{ShownTime.Of(report.AsOf, zone)}, as of which it was recorded: withdraw that report with "
            + $"\"credfunctions withdraw {ShortId.Of(report.ReportId)}\"; then this upload is read as of its new time.";
        return Of(
            report with { Name = upload.Name, AsOf = upload.AsOf, Reason = reason }, policy, now, NotificationKind.Rejected,
            $"as-of/{upload.AsOf.UtcTicks}");
    }

    /// <summary>One notice a channel, whichever source finds it out.</summary>
    public static IReadOnlyList<Notification> PolicyUnreadable(
        RefusedPolicy refused, string source, PolicySettings policy, DateTimeOffset now)
    {
        var inForce = refused.UsedInstead == PolicySettings.DefaultHash ? "the defaults are" : "the one that was accepted before it stays";
        var first = refused.Errors.Count > 0 ? $" {refused.Errors[0]}" : "";
        var reason = $"The policy cannot be read, so {inForce} in force until it is corrected.{first}";
        var notices = Each(
            policy.RouteFor(source), NotificationKind.PolicyUnreadable, "", $"policy-unreadable/{refused.Hash}",
            new NotificationContent { Reason = ShortText.Of(reason, NotificationContent.MaxText) }, now);
        return [.. notices.Select(notice => notice with { Source = source })];
    }

    /// <summary>One notification for each channel of a route; none without a route.</summary>
    /// <param name="route">The route, whose owner is added to the content.</param>
    /// <param name="source">The source; empty for a notification about none.</param>
    /// <param name="eventName">What it is about, for its id.</param>
    /// <param name="report">The report it is about; null where it is about none.</param>
    internal static IEnumerable<Notification> Each(
        Route? route, NotificationKind kind, string source, string eventName, NotificationContent content, DateTimeOffset now,
        ReportRecord? report = null) =>
        (route?.Channels ?? []).Distinct(StringComparer.Ordinal).Select(channel => new Notification
        {
            Id = Notification.IdOf(source, kind, eventName, channel),
            Kind = kind,
            Source = source,
            ReportId = report?.ReportId,
            Run = report?.Run,
            Channel = channel,
            Content = content.In(route!.Language) with { Owner = route.Owner },
            CreatedAt = now,
        });

    private static IReadOnlyList<Notification> Of(
        ReportRecord record, PolicySettings policy, DateTimeOffset now, NotificationKind kind, string eventName)
    {
        var content = new NotificationContent
        {
            AsOf = ShownTime.In(record.AsOf, policy.ReportTimeZone),
            ReportName = ShortText.Of(record.Name, NotificationContent.MaxText),
            Reason = record.Reason is { } reason ? ShortText.Of(reason, NotificationContent.MaxText) : null,
        };
        var name = $"{eventName}/{record.ReportId}/{record.Run}";
        return [.. Each(policy.RouteFor(record.Source), kind, record.Source, name, content, now, record)];
    }
}
