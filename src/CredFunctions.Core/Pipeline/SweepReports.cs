using CredFunctions.Telemetry;

namespace CredFunctions.Pipeline;

/// <summary>
/// Reads from the store what has to happen next, whatever message was lost: files that were never seen, reports without progress,
/// pending notifications, notices that depend on the clock. Then it removes what is past its keep time.
/// </summary>
public sealed class SweepReports(
    ReportPolicies policies, LaneSweep lanes, InboxSweep inbox, NotificationSweep notifications, Purge purge)
{
    public async Task HandleAsync(CancellationToken cancellationToken)
    {
        using var activity = PipelineActivities.Start(nameof(SweepReports));
        var sources = await lanes.SourcesAsync(cancellationToken);
        var (policy, unreadable) = await policies.CurrentAsync(sources, cancellationToken);
        foreach (var source in sources)
            await lanes.RunAsync(source, cancellationToken);

        var refused = await inbox.LookAsync(sources, policy, cancellationToken);
        var due = await notifications.RunAsync(sources, policy, cancellationToken);
        await purge.RunAsync(sources, policy, [.. unreadable, .. refused, .. due], cancellationToken);
        PipelineMeter.Swept();
    }
}
