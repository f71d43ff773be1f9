using CredFunctions.Pipeline.Messages;
using CredFunctions.Pipeline.Ports;
using CredFunctions.Pipeline.Telemetry;

using Microsoft.Extensions.Logging;

namespace CredFunctions.Pipeline;

/// <summary>
/// Reads from the store what has to happen next, whatever message was lost: files nobody looked at, reports that stand
/// still, lanes that sleep, notifications that wait.
/// </summary>
public sealed partial class SweepReports(
    IAuditStore store, IPipelineQueues queues, IReportInbox inbox, LaneKeeper lanes, PipelineLimits limits, TimeProvider time, ILogger<SweepReports> logger)
{
    public async Task HandleAsync(CancellationToken cancellation)
    {
        using var activity = PipelineActivities.Start(nameof(SweepReports));
        await foreach (var source in store.SourcesAsync(cancellation))
        {
            await lanes.WakeAsync(source, cancellation);
            await ResumeAsync(source, cancellation);
            await MeasureAsync(source, cancellation);
        }

        await foreach (var entry in inbox.ListAsync(cancellation))
            await queues.SendAsync(new ReportMessage(entry.Source, entry.Name), cancellation);
        await foreach (var notification in store.ReadPendingNotificationsAsync(cancellation))
            await lanes.HintAsync([notification], cancellation);
        PipelineMeter.Swept();
    }

    private async Task ResumeAsync(string source, CancellationToken cancellation)
    {
        if ((await store.ReadLaneAsync(source, cancellation)).Lane.Active is not { } active
            || await store.ReadReportAsync(source, active.ReportId, cancellation) is not { } record
            || time.GetUtcNow() - record.TouchedAt < limits.Standstill)
        {
            return;
        }

        Log.StandsStill(logger, source, record.ReportId, record.Run, record.TouchedAt);
        await queues.SendAsync(new ReportMessage(source, record.Name, active), cancellation);
        await queues.SendAsync(new CompletionMessage(source, active, Ask: 0), TimeSpan.Zero, cancellation);
    }

    private async Task MeasureAsync(string source, CancellationToken cancellation)
    {
        if ((await store.ReadLaneAsync(source, cancellation)).Lane.LastCompleted is { } last)
            PipelineMeter.Known(source, last.AsOf, time.GetUtcNow());
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Report {reportId} of {source}, run {run}, has stood still since {touchedAt:u}: it is resumed.")]
        public static partial void StandsStill(ILogger logger, string source, string reportId, int run, DateTimeOffset touchedAt);
    }
}
