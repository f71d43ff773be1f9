using System.Globalization;

using CredFunctions.Notifications;
using CredFunctions.Policy;
using CredFunctions.Ports;
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
        ReportStatus.Rejected => Each(record, policy, now, NotificationKind.Rejected, "rejected"),
        ReportStatus.Held => Each(record, policy, now, NotificationKind.Held, "held"),
        ReportStatus.Incomplete => Each(record, policy, now, NotificationKind.Incomplete, "incomplete"),
        ReportStatus.Stale => Each(record, policy, now, NotificationKind.Stale, "stale"),
        _ => throw new ArgumentOutOfRangeException(nameof(record), record.Status, "No notice is sent of such a report."),
    };

    /// <summary>That an upload gives its recorded report an earlier as-of: that report has to be withdrawn first.</summary>
    public static IReadOnlyList<Notification> EarlierAsOf(
        ReportRecord report, Upload upload, AssessmentPolicy policy, DateTimeOffset now)
    {
        var reason = $"Its as-of was changed to {Shown(upload.AsOf)}, which is earlier than {Shown(report.AsOf)}, as of which it "
            + "was recorded: "
            + $"withdraw that report with \"credfunctions withdraw {report.ReportId[..8]}\"; then this upload is read as of its new time.";
        return Each(
            report with { Name = upload.Name, AsOf = upload.AsOf, Reason = reason },
            policy,
            now,
            NotificationKind.Rejected,
            $"as-of/{upload.AsOf.UtcTicks}");

        string Shown(DateTimeOffset instant) => instant.ToOffset(policy.ReportTimeZone)
            .ToString("yyyy-MM-dd HH:mm zzz", CultureInfo.InvariantCulture);
    }

    /// <summary>One notice a channel, whichever source finds it out.</summary>
    public static IReadOnlyList<Notification> PolicyUnreadable(
        RefusedPolicy refused, string source, PolicySettings policy, DateTimeOffset now)
    {
        if (policy.RouteFor(source) is not { } route)
            return [];

        var inForce = refused.UsedInstead == PolicySettings.DefaultHash ? "the defaults are" : "the one that was accepted before it stays";
        var first = refused.Errors.Count > 0 ? $" {refused.Errors[0]}" : "";
        var content = new NotificationContent
        {
            Owner = route.Owner,
            Reason = ShortText.Of(
                $"The policy cannot be read, so {inForce} in force until it is mended.{first}", NotificationContent.MaxText),
        };
        return [.. route.Channels.Distinct(StringComparer.Ordinal).Select(channel => new Notification
        {
            Id = Notification.IdOf("", NotificationKind.PolicyUnreadable, $"policy-unreadable/{refused.Hash}", channel),
            Kind = NotificationKind.PolicyUnreadable,
            Source = source,
            Channel = channel,
            Content = content,
            CreatedAt = now,
        })];
    }

    private static IReadOnlyList<Notification> Each(
        ReportRecord record, PolicySettings policy, DateTimeOffset now, NotificationKind kind, string eventName)
    {
        if (policy.RouteFor(record.Source) is not { } route)
            return [];

        var content = new NotificationContent
        {
            AsOf = record.AsOf,
            ReportName = ShortText.Of(record.Name, NotificationContent.MaxText),
            Owner = route.Owner,
            Reason = record.Reason is { } reason ? ShortText.Of(reason, NotificationContent.MaxText) : null,
        };
        return [.. route.Channels.Distinct(StringComparer.Ordinal).Select(channel => new Notification
        {
            Id = Notification.IdOf(record.Source, kind, $"{eventName}/{record.ReportId}/{record.Run}", channel),
            Kind = kind,
            Source = record.Source,
            ReportId = record.ReportId,
            Run = record.Run,
            Channel = channel,
            Content = content,
            CreatedAt = now,
        })];
    }
}
