using System.Globalization;
using System.Text;

using CredFunctions.Accounts;
using CredFunctions.Pipeline.Lanes;
using CredFunctions.Pipeline.Notifications;
using CredFunctions.Policy;

namespace CredFunctions.Pipeline;

/// <summary>What has to be told of a report, as one notification a channel. A function of recorded results, never of deliveries.</summary>
internal static class Notices
{
    public static IReadOnlyList<Notification> Rejected(ReportRecord record, AssessmentPolicy policy, DateTimeOffset now) =>
        Each(record, policy, now, NotificationKind.Rejected, $"rejected/{record.ReportId}/{record.Run}", $"Report {record.Name} of {record.Source} is rejected. {record.Reason}");

    public static IReadOnlyList<Notification> Held(ReportRecord record, AssessmentPolicy policy, DateTimeOffset now) =>
        Each(record, policy, now, NotificationKind.Held, $"held/{record.ReportId}/{record.Run}",
            $"Report {record.Name} of {record.Source} is held and changes nothing until somebody accepts it. {record.Reason}");

    public static IReadOnlyList<Notification> Incomplete(ReportRecord record, AssessmentPolicy policy, DateTimeOffset now) =>
        Each(record, policy, now, NotificationKind.Incomplete, $"incomplete/{record.ReportId}/{record.Run}",
            $"Report {record.Name} of {record.Source} is incomplete and resolves nothing. {record.Reason}");

    public static IReadOnlyList<Notification> Stale(ReportRecord record, AssessmentPolicy policy, DateTimeOffset now) =>
        Each(record, policy, now, NotificationKind.Stale, $"stale/{record.ReportId}/{record.Run}",
            $"Report {record.Name} of {record.Source} is older than the last one and changes nothing.");

    public static IReadOnlyList<Notification> Digest(ReportRecord record, ReportSummary summary, AssessmentPolicy policy, DateTimeOffset now) =>
        summary.HasChanges || summary.IsBaseline || policy.Digest is DigestMode.Always
            ? Each(record, policy, now, NotificationKind.Digest, $"digest/{record.ReportId}/{record.Run}", DigestText(record, summary))
            : [];

    private static string DigestText(ReportRecord record, ReportSummary summary)
    {
        var counts = summary.Counts;
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"Report of {record.Source}, as of {record.AsOf:yyyy-MM-dd HH:mm} UTC: ");
        text.Append(CultureInfo.InvariantCulture, $"{counts.Accounts} accounts, {counts.BySeverity.Values.Sum()} open findings");
        text.Append(CultureInfo.InvariantCulture, $"; {counts.Opened} opened, {counts.Reopened} reopened, {summary.CountOf(AccountEventKind.Raised)} raised, {counts.Resolved} resolved, ");
        text.Append(CultureInfo.InvariantCulture, $"{summary.CountOf(AccountEventKind.Changed)} changes, {counts.NotAssessed} checks not assessed, {counts.UnreadableRows} rows unreadable.");
        foreach (var told in summary.Worst)
            text.Append(CultureInfo.InvariantCulture, $"\n{told.Event.Kind} {told.Event.Severity} {told.AccountId} {told.Event.Rule ?? told.Event.Change}: {told.Event.Message}");
        return text.ToString();
    }

    private static IReadOnlyList<Notification> Each(
        ReportRecord record, AssessmentPolicy policy, DateTimeOffset now, NotificationKind kind, string happening, string text) =>
        [.. (policy.RouteFor(record.Source)?.Channels ?? []).Distinct(StringComparer.Ordinal).Select(channel => new Notification
        {
            Id = Notification.IdOf(record.Source, kind, happening, channel),
            Kind = kind,
            Source = record.Source,
            ReportId = record.ReportId,
            Channel = channel,
            Text = text,
            CreatedAt = now,
        })];
}
