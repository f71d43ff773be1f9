using CredFunctions.Notifications;
using CredFunctions.Ports;
using CredFunctions.Telemetry;

using Microsoft.Extensions.Logging;

namespace CredFunctions.Pipeline;

/// <summary>Logs the deliveries that need attention, and counts all of them.</summary>
public sealed partial class DeliveryLog(ILaneStore lanes, ILogger<DeliveryLog> logger)
{
    /// <summary>Logs and counts a try.</summary>
    /// <param name="outcome">The notification as the try left it.</param>
    /// <param name="wait">How long until the next try.</param>
    public async Task NoteAsync(Notification outcome, TimeSpan wait, DateTimeOffset now)
    {
        Note(outcome, wait);
        var report = outcome is { Status: NotificationStatus.Sent, ReportId: { } reportId }
            ? await lanes.ReadReportAsync(outcome.Source, reportId, CancellationToken.None)
            : null;
        PipelineMeter.DeliveryTried(outcome, report?.ArrivedAt, now);
    }

    private void Note(Notification outcome, TimeSpan wait)
    {
        switch (outcome)
        {
            case { Status: NotificationStatus.Pending }:
                Log.Refused(
                    logger, outcome.Source, outcome.ReportId, outcome.Run, outcome.Kind, outcome.Channel, outcome.Attempts, wait,
                    outcome.LastError!);
                break;
            case { Status: NotificationStatus.Failed }:
                Log.GivenUp(
                    logger, outcome.Source, outcome.ReportId, outcome.Run, outcome.Kind, outcome.Channel, outcome.Attempts,
                        outcome.LastError!);
                break;
            case { Status: NotificationStatus.Unconfirmed }:
                Log.Unconfirmed(logger, outcome.Source, outcome.ReportId, outcome.Run, outcome.Kind, outcome.Channel, outcome.LastError!);
                break;
            case { LastError: { } remark }:
                Log.SentInPart(logger, outcome.Source, outcome.ReportId, outcome.Run, outcome.Kind, outcome.Channel, remark);
                break;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning,
            "The {kind} on report {reportId} of {source}, run {run}, was sent on channel {channel} only in part: {remark}")]
        public static partial void SentInPart(
            ILogger logger, string source, string? reportId, int? run, NotificationKind kind, string channel, string remark);

        [LoggerMessage(2, LogLevel.Warning,
            "The {kind} on report {reportId} of {source}, run {run}, was refused by channel {channel} at try {attempts} and is "
            + "retried in {wait}: {reason}")]
        public static partial void Refused(
            ILogger logger, string source, string? reportId, int? run, NotificationKind kind, string channel, int attempts, TimeSpan wait,
            string reason);

        [LoggerMessage(3, LogLevel.Error,
            "The {kind} on report {reportId} of {source}, run {run}, failed on channel {channel} after {attempts} tries: {reason}")]
        public static partial void GivenUp(
            ILogger logger, string source, string? reportId, int? run, NotificationKind kind, string channel, int attempts, string reason);

        [LoggerMessage(4, LogLevel.Error,
            "The {kind} on report {reportId} of {source}, run {run}, is unconfirmed on channel {channel} and is not retried: "
            + "{reason}")]
        public static partial void Unconfirmed(
            ILogger logger, string source, string? reportId, int? run, NotificationKind kind, string channel, string reason);
    }
}
