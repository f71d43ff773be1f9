using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

using CredFunctions.Accounts;
using CredFunctions.Evidence;
using CredFunctions.Evidence.Json;
using CredFunctions.Findings;
using CredFunctions.Notifications;
using CredFunctions.Runs;

namespace CredFunctions.Cli.Records;

/// <summary>The documents of commands that read records, for programs.</summary>
internal static class RecordsJson
{
    public const int SchemaVersion = 1;

    /// <summary>Writes one document on stdout.</summary>
    public static void Write(Stream output, JsonObject document)
    {
        document.Insert(0, "schemaVersion", SchemaVersion);
        using (var json = new Utf8JsonWriter(output, new JsonWriterOptions { Indented = true, Encoder = JsonText.Encoder }))
            document.WriteTo(json);
        output.Write("\n"u8);
        output.Flush();
    }

    public static JsonArray Array<T>(IEnumerable<T> items, Func<T, JsonNode?> json) => new([.. items.Select(json)]);

    /// <summary>What became of the reports.</summary>
    public static JsonObject History(IEnumerable<RecordedSource> sources, IReadOnlyList<Notification> undelivered) => new()
    {
        ["sources"] = Array(sources, source => new JsonObject
        {
            ["source"] = source.Lane.Source,
            ["active"] = source.Lane.Active?.ReportId,
            ["lastCompleted"] = source.Lane.Last?.ReportId,
            ["reports"] = Array(source.Reports, Report),
        }),
        ["failedNotifications"] = Notifications(undelivered.Where(each => !Undelivered.IsNotRequested(each)), NotificationStatus.Failed),
        ["unconfirmedNotifications"] = Notifications(undelivered, NotificationStatus.Unconfirmed),
        ["notRequestedNotifications"] = Notifications(undelivered.Where(Undelivered.IsNotRequested), NotificationStatus.Failed),
    };

    /// <summary>What is left to do.</summary>
    /// <param name="sources">The sources.</param>
    /// <param name="unsent">The notifications that were not sent.</param>
    /// <param name="sweptAt">When a watch last swept; null where none did.</param>
    /// <param name="now">Which time it is.</param>
    public static JsonObject Status(
        IReadOnlyList<SourceStatus> sources, IReadOnlyList<Notification> unsent, DateTimeOffset? sweptAt, DateTimeOffset now) => new()
        {
            ["oldestAsOf"] = sources.Min(source => source.FreshAsOf),
            ["sources"] = Array(sources, source => new JsonObject
            {
                ["source"] = source.Lane.Source,
                ["recording"] = Array<ReportRecord>(source.Active is { } active ? [active] : [], Report),
                ["waiting"] = Array(source.Waiting, Report),
                ["held"] = Array(source.Held, Report),
                ["incomplete"] = Array(source.Incomplete, Report),
                ["lastCompleted"] = source.Last?.ReportId,
                ["lastAsOf"] = source.Lane.Last?.Order.AsOf.ToUniversalTime(),
                ["freshAsOf"] = source.Lane.FreshAsOf?.ToUniversalTime(),
                ["freshnessHours"] = source.FreshnessHours,
                ["isOverdue"] = source.IsOverdue(now),
            }),
            ["pendingNotifications"] = Notifications(unsent, NotificationStatus.Pending),
            ["failedNotifications"] = Notifications(unsent, NotificationStatus.Failed),
            ["unconfirmedNotifications"] = Notifications(unsent, NotificationStatus.Unconfirmed),
            ["sweptAt"] = sweptAt,
        };

    /// <summary>Everything known of accounts.</summary>
    /// <param name="accounts">The accounts.</param>
    /// <param name="shown">Which part of them that is; null for all.</param>
    public static JsonObject Accounts(IEnumerable<FoundAccount> accounts, JsonObject? shown)
    {
        var json = shown is null ? [] : new JsonObject { ["shown"] = shown };
        json["accounts"] = Array(accounts, Account);
        return json;
    }

    private static JsonObject Account(FoundAccount found) => new()
    {
        ["source"] = found.Source,
        ["accountId"] = found.State.AccountId,
        ["username"] = found.State.Username,
        ["userType"] = found.State.UserType,
        ["profile"] = found.State.Profile.Name(),
        ["asOf"] = found.State.SnapshotAsOf.ToUniversalTime(),
        ["reportId"] = found.State.Run.ReportId,
        ["goneSince"] = found.State.GoneSince?.ToUniversalTime(),
        ["findings"] = Array(found.State.Findings, Finding),
        ["changes"] = Array(found.State.Events.Where(each => each.Kind is AccountEventKind.Changed), change => new JsonObject
        {
            ["change"] = change.Change,
            ["severity"] = change.Severity.Name(),
            ["message"] = change.Message,
        }),
        ["notAssessed"] = Array(found.State.NotAssessed, rule => new JsonObject
        {
            ["rule"] = rule.Rule,
            ["subject"] = rule.Subject.Name(),
            ["reason"] = rule.Reason,
        }),
        ["due"] = Array(found.State.Due, check => new JsonObject
        {
            ["rule"] = check.Rule,
            ["subject"] = check.Subject.Name(),
            ["at"] = DueList.ToTheSecond(check.At),
            ["exceptionUntil"] =
                DueList.ExceptionOf(check, found.State.AccountId, found.State.Username, found.Policy)?.Until?.ToString(
                    "yyyy-MM-dd", CultureInfo.InvariantCulture),
        }),
    };

    private static JsonObject Finding(FindingState finding) => new()
    {
        ["fingerprint"] = finding.Fingerprint,
        ["rule"] = finding.Rule,
        ["severity"] = finding.Severity.Name(),
        ["subject"] = finding.Subject.Name(),
        ["secretIdMask"] = finding.SecretIdMask,
        ["state"] = finding.IsOpen ? finding.Suppression is null ? "open" : "suppressed" : "resolved",
        ["firstSeen"] = finding.FirstSeen.ToUniversalTime(),
        ["openedAt"] = finding.OpenedAt.ToUniversalTime(),
        ["openings"] = finding.Openings,
        ["lastSeen"] = finding.LastSeen.ToUniversalTime(),
        ["resolvedAt"] = finding.ResolvedAt?.ToUniversalTime(),
        ["message"] = finding.Message,
        ["evidence"] = new JsonObject(finding.Evidence.Select(cell => KeyValuePair.Create<string, JsonNode?>(cell.Key, cell.Value))),
        ["exception"] = finding.Suppression is not { } suppression ? null : new JsonObject
        {
            ["until"] = suppression.Until.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            ["owner"] = suppression.Owner,
            ["reason"] = suppression.Reason,
        },
    };

    private static JsonObject Report(ReportRecord report) => new()
    {
        ["reportId"] = report.ReportId,
        ["sha256"] = report.Sha256,
        ["name"] = report.Name,
        ["asOf"] = report.AsOf.ToUniversalTime(),
        ["status"] = report.Status.ToString().ToLowerInvariant(),
        ["reason"] = report.Reason,
        ["run"] = report.Run,
        ["policy"] = report.Policy,
        ["rows"] = report.Counts.Rows,
        ["accounts"] = report.Counts.Accounts,
        ["unreadableRows"] = report.Counts.UnreadableRows,
        ["missingAccounts"] = report.Counts.UnreadableRows > 0 ? report.Counts.Missing : 0,
        ["open"] = new JsonObject(Severities.WorstFirst.Select(severity => KeyValuePair.Create<string, JsonNode?>(
            severity.Name(), report.Counts.BySeverity.GetValueOrDefault(severity.Name())))),
        ["suppressed"] = report.Counts.Suppressed,
        ["notAssessed"] = report.Counts.NotAssessed,
        ["new"] = report.Counts.Opened,
        ["reopened"] = report.Counts.Reopened,
        ["resolved"] = report.Counts.Resolved,
        ["departed"] = report.Counts.Departed,
        ["remarks"] = Array(report.Remarks, remark => remark),
    };

    private static JsonArray Notifications(IEnumerable<Notification> notifications, NotificationStatus status) =>
        Array(notifications.Where(each => each.Status == status), notification => new JsonObject
        {
            ["notificationId"] = notification.Id,
            ["kind"] = KindOf(notification),
            ["source"] = notification.Source,
            ["reportId"] = notification.ReportId,
            ["channel"] = notification.Channel,
            ["createdAt"] = notification.CreatedAt.ToUniversalTime(),
            ["attempts"] = notification.Attempts,
            ["lastError"] = notification.LastError,
        });

    /// <summary>A notification's kind, as pages write it too.</summary>
    public static string KindOf(Notification notification) => JsonNamingPolicy.KebabCaseLower.ConvertName(notification.Kind.ToString());
}
