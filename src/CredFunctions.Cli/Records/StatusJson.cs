using System.Text.Json;

using CredFunctions.Notifications;
using CredFunctions.Runs;

namespace CredFunctions.Cli.Records;

/// <summary>What is left to do, for programs.</summary>
internal static class StatusJson
{
    public static void Write(Stream output, IReadOnlyList<SourceStatus> sources, IReadOnlyList<Notification> unsent, DateTimeOffset now) =>
        RecordsJson.Write(output, json =>
        {
            json.WriteStartArray("sources"u8);
            foreach (var source in sources)
                Write(json, source, now);
            json.WriteEndArray();

            HistoryJson.Write(json, "pendingNotifications", unsent.Where(each => each.Status is NotificationStatus.Pending));
            HistoryJson.Write(json, "failedNotifications", unsent.Where(each => each.Status is NotificationStatus.Failed));
            HistoryJson.Write(json, "unconfirmedNotifications", unsent.Where(each => each.Status is NotificationStatus.Unconfirmed));
        });

    private static void Write(Utf8JsonWriter json, SourceStatus source, DateTimeOffset now)
    {
        json.WriteStartObject();
        json.WriteString("source"u8, source.Lane.Source);
        Write(json, "recording", source.Active is { } active ? [active] : []);
        Write(json, "waiting", source.Waiting);
        Write(json, "held", source.Held);
        Write(json, "incomplete", source.Incomplete);
        json.WriteOptional("lastCompleted"u8, source.Last?.ReportId);
        json.WriteOptional("lastAsOf"u8, source.Lane.Last?.Order.AsOf);
        json.WriteOptional("freshAsOf"u8, source.Lane.FreshAsOf);
        if (source.FreshnessHours is { } hours)
            json.WriteNumber("freshnessHours"u8, hours);
        else
            json.WriteNull("freshnessHours"u8);
        json.WriteBoolean("isOverdue"u8, source.IsOverdue(now));
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string name, IEnumerable<ReportRecord> reports)
    {
        json.WriteStartArray(name);
        foreach (var report in reports)
            HistoryJson.Write(json, report);
        json.WriteEndArray();
    }
}
