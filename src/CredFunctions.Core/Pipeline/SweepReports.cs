using CredFunctions.Notifications;
using CredFunctions.Planning;
using CredFunctions.Policy;
using CredFunctions.Ports;
using CredFunctions.Runs;
using CredFunctions.Telemetry;

using Microsoft.Extensions.Logging;

namespace CredFunctions.Pipeline;

/// <summary>
/// Reads from the store what has to happen next, whatever message was lost: files nobody looked at, reports that stand
/// still, lanes that sleep, notifications that wait, what the clock makes worth telling. Then it removes what is past its keep time.
/// </summary>
public sealed partial class SweepReports(
    IAuditStore store, IPipelineQueues queues, IReportInbox inbox, IPolicies policies, LaneKeeper lanes, PipelineLimits limits,
        TimeProvider time, ILogger<SweepReports> logger)
{
    private readonly InboxSweep files = new(store, queues, inbox);
    private readonly CurrentPolicy current = new(policies, store, queues, time, logger);
    private readonly ScheduledNotices clock = new(store, queues, time);
    private readonly Purge purge = new(store, inbox);

    public async Task HandleAsync(CancellationToken cancellationToken)
    {
        using var activity = PipelineActivities.Start(nameof(SweepReports));
        var sources = await store.SourcesAsync(cancellationToken).ToListAsync(cancellationToken);
        var (policy, notices) = await current.ReadAsync(sources, cancellationToken);
        var standing = notices.ToList();
        foreach (var source in sources)
        {
            await lanes.WakeAsync(source, cancellationToken);
            await ResumeAsync(source, cancellationToken);
            await MeasureAsync(source, cancellationToken);
        }

        var arrivals = await inbox.SourcesAsync(cancellationToken).ToListAsync(cancellationToken);
        foreach (var source in sources.Union(arrivals, StringComparer.Ordinal))
        {
            var refused = await files.LookAsync(source, time.GetUtcNow().AddDays(-policy.ReportRetentionDays), cancellationToken);
            standing.AddRange(await NoticesOfAsync(source, refused, policy, cancellationToken));
        }

        standing.AddRange(await clock.AddAsync(sources, policy, cancellationToken));
        await foreach (var notification in store.ReadPendingNotificationsAsync(cancellationToken))
            await queues.EnqueueAsync([notification], cancellationToken);

        // What still holds would be added and sent again, were it not found.
        var kept = standing.Select(notice => notice.Id).ToHashSet(StringComparer.Ordinal);
        var purged = await purge.RunAsync(sources, policy, kept, time.GetUtcNow(), cancellationToken);
        if (purged > 0)
            Log.Purged(logger, purged);
        PipelineMeter.Swept();
    }

    private async Task<IReadOnlyList<Notification>> NoticesOfAsync(
        string source, IEnumerable<Upload> refused, PolicyDocument policy, CancellationToken cancellationToken)
    {
        var notices = new List<Notification>();
        foreach (var upload in refused)
        {
            if (await store.ReadReportAsync(source, upload.ReportId, cancellationToken) is { } report)
                notices.AddRange(Notices.EarlierAsOf(new Arrived(report, upload), policy.For(source), time.GetUtcNow()));
        }

        return notices;
    }

    private async Task ResumeAsync(string source, CancellationToken cancellationToken)
    {
        if ((await store.ReadLaneAsync(source, cancellationToken)).Lane.Active is not { } active
            || await store.ReadReportAsync(source, active.ReportId, cancellationToken) is not { } record
            || time.GetUtcNow() - record.TouchedAt < limits.StallTimeout)
        {
            return;
        }

        Log.StandsStill(logger, source, record.ReportId, record.Run, record.TouchedAt);
        await queues.SendAsync(new ReportMessage(source, record.Name, active), cancellationToken);
        await queues.SendAsync(new CompletionMessage(source, active, Ask: 0), TimeSpan.Zero, cancellationToken);
    }

    private async Task MeasureAsync(string source, CancellationToken cancellationToken)
    {
        if ((await store.ReadLaneAsync(source, cancellationToken)).Lane.FreshAsOf is { } last)
            PipelineMeter.Known(source, last, time.GetUtcNow());
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Report {reportId} of {source}, run {run}, has stood still since {touchedAt:u}: it is resumed.")]
        public static partial void StandsStill(ILogger logger, string source, string reportId, int run, DateTimeOffset touchedAt);

        [LoggerMessage(2, LogLevel.Information, "{rows} rows and files are past their keep time and were removed.")]
        public static partial void Purged(ILogger logger, int rows);
    }
}
