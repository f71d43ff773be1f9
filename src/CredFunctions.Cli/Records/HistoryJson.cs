using System.Text.Json;

using CredFunctions.Findings;
using CredFunctions.Notifications;
using CredFunctions.Runs;

namespace CredFunctions.Cli.Records;

/// <summary>What became of the reports, for programs.</summary>
internal static class HistoryJson
{
    public static void Write(Stream output, IReadOnlyList<SourceHistory> sources, IReadOnlyList<Notification> undelivered) =>
        RecordsJson.Write(output, json =>
    {
        json.WriteStartArray("sources"u8);
        foreach (var source in sources)
            Write(json, source);
        json.WriteEndArray();

        Write(json, "failedNotifications", undelivered.Where(each => each.Status is NotificationStatus.Failed));
        Write(json, "unconfirmedNotifications", undelivered.Where(each => each.Status is NotificationStatus.Unconfirmed));
    });

    public static void Write(Utf8JsonWriter json, string name, IEnumerable<Notification> notifications)
    {
        json.WriteStartArray(name);
        foreach (var notification in notifications)
            Write(json, notification);
        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, SourceHistory source)
    {
        json.WriteStartObject();
        json.WriteString("source"u8, source.Lane.Source);
        json.WriteOptional("active"u8, source.Lane.Active?.ReportId);
        json.WriteOptional("lastCompleted"u8, source.Lane.Last?.ReportId);
        json.WriteStartArray("reports"u8);
        foreach (var report in source.Reports)
            Write(json, report);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    public static void Write(Utf8JsonWriter json, ReportRecord report)
    {
        var counts = report.Counts;
        json.WriteStartObject();
        json.WriteString("reportId"u8, report.ReportId);
        json.WriteString("sha256"u8, report.Sha256);
        json.WriteString("name"u8, report.Name);
        json.WriteString("asOf"u8, report.AsOf.ToUniversalTime());
        json.WriteString("status"u8, report.Status.ToString().ToLowerInvariant());
        json.WriteOptional("reason"u8, report.Reason);
        json.WriteNumber("run"u8, report.Run);
        json.WriteString("policy"u8, report.Policy);
        json.WriteNumber("rows"u8, counts.Rows);
        json.WriteNumber("accounts"u8, counts.Accounts);
        json.WriteNumber("unreadableRows"u8, counts.UnreadableRows);
        json.WriteNumber("missingAccounts"u8, counts.UnreadableRows > 0 ? counts.Missing : 0);
        json.WriteStartObject("open"u8);
        foreach (var severity in Totals.WorstFirst)
            json.WriteNumber(severity.Name(), counts.BySeverity.GetValueOrDefault(severity.Name()));
        json.WriteEndObject();
        json.WriteNumber("suppressed"u8, counts.Suppressed);
        json.WriteNumber("notAssessed"u8, counts.NotAssessed);
        json.WriteNumber("new"u8, counts.Opened);
        json.WriteNumber("reopened"u8, counts.Reopened);
        json.WriteNumber("resolved"u8, counts.Resolved);
        json.WriteNumber("departed"u8, counts.Departed);
        json.WriteStartArray("remarks"u8);
        foreach (var remark in report.Remarks)
            json.WriteStringValue(remark);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, Notification notification)
    {
        json.WriteStartObject();
        json.WriteString("notificationId"u8, notification.Id);
        json.WriteString("kind"u8, JsonNamingPolicy.KebabCaseLower.ConvertName(notification.Kind.ToString()));
        json.WriteString("source"u8, notification.Source);
        json.WriteOptional("reportId"u8, notification.ReportId);
        json.WriteString("channel"u8, notification.Channel);
        json.WriteString("createdAt"u8, notification.CreatedAt.ToUniversalTime());
        json.WriteNumber("attempts"u8, notification.Attempts);
        json.WriteOptional("lastError"u8, notification.LastError);
        json.WriteEndObject();
    }
}
