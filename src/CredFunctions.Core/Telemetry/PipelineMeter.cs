using System.Diagnostics.Metrics;

using CredFunctions.Notifications;
using CredFunctions.Runs;

namespace CredFunctions.Telemetry;

/// <summary>The measurements of the pipeline; docs/observability.md describes every instrument with its unit and tags.</summary>
public static class PipelineMeter
{
    public const string MeterName = "CredFunctions";

    // From a report that is recorded at once to one that waited for a person over a weekend.
    private static readonly InstrumentAdvice<double> Seconds =
        new() { HistogramBucketBoundaries = [1, 5, 15, 30, 60, 120, 300, 600, 1800, 3600, 7200, 14400, 43200, 86400, 259200] };

    private static readonly Meter Meter = new(MeterName);

    private static readonly Counter<long> Reports =
        Meter.CreateCounter<long>("credfunctions.reports", "{report}", "Runs of reports that ended, by outcome.");

    private static readonly Counter<long> Accounts =
        Meter.CreateCounter<long>("credfunctions.accounts", "{account}", "Accounts that were recorded.");

    private static readonly Gauge<long> Findings =
        Meter.CreateGauge<long>(
            "credfunctions.findings", "{finding}", "Open findings of a source after its last complete report, by severity.");

    private static readonly Counter<long> Notifications =
        Meter.CreateCounter<long>("credfunctions.notifications", "{notification}", "Deliveries that were tried, by how they ended.");

    private static readonly Histogram<double> Recorded =
        Meter.CreateHistogram(
            "credfunctions.report.recorded", "s", "From the arrival of a report to the end of its complete run.", tags: null, Seconds);

    private static readonly Histogram<double> Delivered =
        Meter.CreateHistogram(
            "credfunctions.report.delivered", "s", "From the arrival of a report to the delivery of a notification about it.", tags: null,
            Seconds);

    private static readonly Gauge<double> Age =
        Meter.CreateGauge<double>(
            "credfunctions.report.age", "s", "From the as-of of a source's last complete report to now, at every sweep.");

    private static readonly Counter<long> Sweeps =
        Meter.CreateCounter<long>("credfunctions.sweeps", "{sweep}", "Sweeps that ended.");

    /// <summary>A run ended.</summary>
    /// <param name="record">The report as it is then.</param>
    public static void Ended(ReportRecord record, DateTimeOffset now)
    {
        var source = Tag(TelemetryTags.Source, record.Source);
        Reports.Add(1, source, Tag(TelemetryTags.Outcome, record.Status.ToString()));
        if (record.Status is not ReportStatus.Complete)
            return;

        Open(record.Source, record.Counts.BySeverity);
        Recorded.Record((now - record.ArrivedAt).TotalSeconds, source);
    }

    /// <summary>The accounts of a source were forgotten, and its findings with them.</summary>
    public static void Forgotten(string source) => Open(source, new Dictionary<string, long>(StringComparer.Ordinal));

    /// <summary>A source was swept; its last complete report is as of that instant.</summary>
    public static void Known(string source, DateTimeOffset asOf, DateTimeOffset now) =>
        Age.Record((now - asOf).TotalSeconds, Tag(TelemetryTags.Source, source));

    public static void Swept() => Sweeps.Add(1);

    public static void AccountsRecorded(string source, int accounts) => Accounts.Add(accounts, Tag(TelemetryTags.Source, source));

    /// <summary>A delivery was tried.</summary>
    /// <param name="notification">The notification with its status after the try: pending means that it is retried.</param>
    /// <param name="arrivedAt">When the report that it is about arrived; null where it is about none.</param>
    public static void DeliveryTried(Notification notification, DateTimeOffset? arrivedAt, DateTimeOffset now)
    {
        var source = Tag(TelemetryTags.Source, notification.Source);
        var channel = Tag(TelemetryTags.Channel, notification.Channel);
        Notifications.Add(
            1, source, channel, Tag(TelemetryTags.Kind, notification.Kind.ToString()),
            Tag(TelemetryTags.Outcome, notification.Status.ToString()));
        if (notification.Status is NotificationStatus.Sent && arrivedAt is { } arrived)
            Delivered.Record((now - arrived).TotalSeconds, source, channel);
    }

    // Zeros too: a gauge keeps its last value.
    private static void Open(string source, IReadOnlyDictionary<string, long> bySeverity)
    {
        foreach (var severity in Enum.GetValues<Severity>())
        {
            Findings.Record(
                bySeverity.GetValueOrDefault(severity.Name()),
                Tag(TelemetryTags.Source, source),
                Tag(TelemetryTags.Severity, severity.Name()));
        }
    }

    private static KeyValuePair<string, object?> Tag(string name, string value) => new(name, value);
}
