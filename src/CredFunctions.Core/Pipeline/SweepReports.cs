using CredFunctions.Pipeline.Messages;
using CredFunctions.Pipeline.Ports;

namespace CredFunctions.Pipeline;

/// <summary>
/// Reads from the store what has to happen next, whatever message was lost: files nobody looked at, reports that stand
/// still, lanes that sleep, notifications that wait.
/// </summary>
public sealed class SweepReports(IAuditStore store, IPipelineQueues queues, IReportInbox inbox, LaneKeeper lanes, PipelineLimits limits, TimeProvider time)
{
    public async Task HandleAsync(CancellationToken cancellation)
    {
        await foreach (var source in store.SourcesAsync(cancellation))
        {
            await lanes.WakeAsync(source, cancellation);
            await ResumeAsync(source, cancellation);
        }

        await foreach (var entry in inbox.ListAsync(cancellation))
            await queues.SendAsync(new ReportMessage(entry.Source, entry.Name), cancellation);
        await foreach (var notification in store.ReadPendingNotificationsAsync(cancellation))
            await lanes.HintAsync([notification], cancellation);
    }

    private async Task ResumeAsync(string source, CancellationToken cancellation)
    {
        if ((await store.ReadLaneAsync(source, cancellation)).Lane.Active is not { } active
            || await store.ReadReportAsync(source, active.ReportId, cancellation) is not { } record
            || time.GetUtcNow() - record.TouchedAt < limits.Standstill)
        {
            return;
        }

        await queues.SendAsync(new ReportMessage(source, record.Name, active), cancellation);
        await queues.SendAsync(new CompletionMessage(source, active, Ask: 0), TimeSpan.Zero, cancellation);
    }
}
