using System.Runtime.CompilerServices;

using CredFunctions.Accounts;
using CredFunctions.Embedded.Queues;
using CredFunctions.Pipeline;
using CredFunctions.Policy;
using CredFunctions.Ports;
using CredFunctions.Runs;

using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CredFunctions.Embedded;

/// <summary>
/// The pipeline in one process: the same handlers as anywhere, over a store and queues in memory. One worker reads and
/// completes reports, two record accounts meanwhile, and one for each channel delivers. A kill of the process loses only
/// messages; <see cref="ResumeAsync"/> and <see cref="SweepAsync"/> read from the state what they asked for.
/// </summary>
internal sealed class EmbeddedEngine : IDisposable
{
    // How often a run is resumed within one process; after that the next sweep or the next start does it.
    private const int MaxResumes = 3;

    private readonly EngineParts parts;
    private readonly InProcessQueues queues;

    // Completions are handled one at a time, so no other thread reads it.
    private readonly Dictionary<(string Source, RunStamp Run), int> resumes = [];
    private bool sweeps;
    private readonly ServiceProvider handlers;
    private readonly LaneKeeper lanes;

    public EmbeddedEngine(EngineParts parts)
    {
        this.parts = parts;
        queues = new InProcessQueues(parts.Time, parts.Warn);
        handlers = Compose(parts, queues);
        lanes = handlers.GetRequiredService<LaneKeeper>();
    }

    /// <summary>The messages that failed too often in this process.</summary>
    public IReadOnlyList<DeadMessage> Dead => queues.Dead;

    /// <summary>Enqueues a report of the inbox.</summary>
    public Task ArrivedAsync(string source, string name, CancellationToken cancellationToken) =>
        queues.SendAsync(new ReportMessage(source, name), TimeSpan.Zero, cancellationToken);

    /// <summary>
    /// Enqueues what has to happen next by the state and the inbox: files that were never seen, reports without progress, pending
    /// notifications.
    /// </summary>
    public async Task SweepAsync(CancellationToken cancellationToken)
    {
        await handlers.GetRequiredService<SweepReports>().HandleAsync(cancellationToken);
        parts.Swept();
    }

    /// <summary>
    /// Goes on with the report that a source was working on when an earlier process ended. Only one process
    /// works on a state at a time, so no other one is still working on the report.
    /// </summary>
    public async Task ResumeAsync(string source, CancellationToken cancellationToken)
    {
        await lanes.WakeAsync(source, cancellationToken);
        if (await lanes.ActiveReportAsync(source, cancellationToken) is { } report)
            await queues.SendAsync(new ReportMessage(source, report.Name, report.Stamp), TimeSpan.Zero, cancellationToken);
    }

    /// <summary>
    /// Goes on from the current state: reports that another process accepted, notifications that are to be sent again.
    /// </summary>
    public async Task RefreshAsync(CancellationToken cancellationToken)
    {
        await ResumeAllAsync(cancellationToken);
        await EnqueuePendingAsync(cancellationToken);
    }

    /// <summary>Enqueues the notifications that earlier processes left pending.</summary>
    public Task EnqueuePendingAsync(CancellationToken cancellationToken) =>
        handlers.GetRequiredService<NotificationOutbox>().EnqueuePendingAsync(cancellationToken);

    /// <summary>Removes every account and every mark of a chunk of a source that is past its keep time.</summary>
    public Task PurgeAsync(string source, PolicySettings policy, CancellationToken cancellationToken) =>
        handlers.GetRequiredService<Purge>().RunAsync(source, policy, cancellationToken);

    /// <summary>The reports that are unfinished although no worker has them: something failed too often.</summary>
    public async IAsyncEnumerable<ReportRecord> UnfinishedAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var source in parts.Store.SourcesAsync(cancellationToken))
        {
            if (await lanes.ActiveReportAsync(source, cancellationToken) is { } report)
                yield return report;

            await foreach (var waiting in parts.Store.ReadWaitingAsync(source, cancellationToken)
                .Where(report => report.Status is ReportStatus.Waiting))
                yield return waiting;
        }
    }

    /// <summary>Works until everything left to do waits for something outside the process.</summary>
    public async Task RunUntilIdleAsync(CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var workers = Work(stop.Token);
        try
        {
            await queues.UntilIdleAsync(stop.Token);
        }
        finally
        {
            await stop.CancelAsync();
            await workers;
        }
    }

    /// <summary>
    /// Works until it is cancelled: goes on where an earlier process ended, and sweeps now and at every interval.
    /// Returns once the running handlers have ended.
    /// </summary>
    public async Task RunAsync(TimeSpan sweepEvery, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var timer = new PeriodicTimer(sweepEvery, parts.Time);
        sweeps = true;
        var workers = Work(stop.Token);
        try
        {
            await ResumeAllAsync(cancellationToken);
            do
                await TrySweepAsync(cancellationToken);
            while (await timer.WaitForNextTickAsync(cancellationToken));
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // It was cancelled.
        }
        finally
        {
            await stop.CancelAsync();
            await workers;
        }
    }

    public void Dispose() => handlers.Dispose();

    private static ServiceProvider Compose(EngineParts parts, InProcessQueues queues)
    {
        var services = new ServiceCollection()
            .AddSingleton(parts.Time)
            .AddSingleton(parts.Logs)
            .AddSingleton(typeof(ILogger<>), typeof(Logger<>))
            .AddSingleton(parts.Store)
            .AddSingleton(parts.Inbox)
            .AddSingleton(parts.Policies)
            .AddSingleton(parts.Evidence)
            .AddSingleton(parts.Limits)
            .AddSingleton<IPipelineQueues>(queues)
            .AddCredFunctions();
        foreach (var channel in parts.Channels)
            services.AddSingleton(channel);
        return services.BuildServiceProvider();
    }

    private async Task ResumeAllAsync(CancellationToken cancellationToken)
    {
        await foreach (var source in parts.Store.SourcesAsync(cancellationToken))
            await ResumeAsync(source, cancellationToken);
    }

    private async Task TrySweepAsync(CancellationToken cancellationToken)
    {
        try
        {
            await SweepAsync(cancellationToken);
        }
#pragma warning disable CA1031 // A folder that is unreachable for an hour must not end a process that runs for months.
        catch (Exception ex) when (ex is not OperationCanceledException)
#pragma warning restore CA1031
        {
            parts.Warn($"The search for unfinished work failed and is tried again later: {ex.Message}");
        }
    }

    // Two take chunks: while one uses the store, which serves one at a time, the other prepares what it will save.
    private Task Work(CancellationToken cancellationToken) => Task.WhenAll(
        Work(queues.Reports, cancellationToken),
        Work(queues.Chunks, cancellationToken),
        Work(queues.Chunks, cancellationToken),
        WorkOnChannelsAsync(cancellationToken));

    private Task Work(MessageQueue queue, CancellationToken cancellationToken) => UntilCancelled(
        async () => await HandleAsync(queue, await queues.TakeAsync(queue, cancellationToken), cancellationToken), cancellationToken);

    // A worker for each channel, from its first message on.
    private async Task WorkOnChannelsAsync(CancellationToken cancellationToken)
    {
        var workers = new List<Task>();
        await UntilCancelled(
            async () => workers.Add(Work(await queues.ChannelAsync(workers.Count, cancellationToken), cancellationToken)),
            cancellationToken);
        await Task.WhenAll(workers);
    }

    private static Task UntilCancelled(Func<Task> step, CancellationToken cancellationToken) => Task.Run(
        async () =>
        {
            try
            {
                while (true)
                    await step();
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                // Unfinished work is in the state; the next process goes on from there.
            }
        },
        CancellationToken.None);

    private async Task HandleAsync(MessageQueue queue, QueuedMessage queued, CancellationToken cancellationToken)
    {
        try
        {
            if (await IsHandledAsync(queued.Message, cancellationToken))
                queues.Done(queue);
            else
                queues.Failed(queue, queued, "others kept writing the same accounts.");
        }
#pragma warning disable CA1031 // Whatever a handler fails with, the message is retried, and one that always fails is reported.
        catch (Exception ex) when (ex is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            queues.Failed(queue, queued, ex.Message);
        }
    }

    // Chunks wait in this process alone. Where none is left and the run is not complete, a write was undone: its report is read
    // again, which queues the chunks that are not recorded.
    private async Task ResumeUnfinishedAsync(CompletionMessage completion, CancellationToken cancellationToken)
    {
        var run = (completion.Source, completion.Run);
        if (!await lanes.IsActiveAsync(completion.Source, completion.Run, cancellationToken))
        {
            resumes.Remove(run);
            return;
        }

        var times = resumes.GetValueOrDefault(run);
        if (queues.HasChunks || times > MaxResumes
            || await parts.Store.ReadReportAsync(completion.Source, completion.Run.ReportId, cancellationToken) is not { } report)
            return;

        resumes[run] = times + 1;
        if (times == MaxResumes)
        {
            if (sweeps)
                parts.Warn(
                    $"Report \"{report.Name}\" of {report.Source} is not finished and changes nothing yet: it is resumed within the hour.");
            return;
        }

        await queues.SendAsync(
            new ReportMessage(completion.Source, report.Name, completion.Run), parts.Limits.DelayOf(times), cancellationToken);
    }

    private async Task<bool> IsHandledAsync(object message, CancellationToken cancellationToken)
    {
        switch (message)
        {
            case ReportMessage report:
                await handlers.GetRequiredService<IngestReport>().HandleAsync(report, cancellationToken);
                return true;
            case AccountFindingsMessage chunk:
                return await handlers.GetRequiredService<RecordAccounts>().HandleAsync(chunk, cancellationToken);
            case CompletionMessage completion:
                await handlers.GetRequiredService<CompleteReport>().HandleAsync(completion, cancellationToken);
                await ResumeUnfinishedAsync(completion, cancellationToken);
                return true;
            case NotificationMessage notification:
                await handlers.GetRequiredService<DeliverNotification>().HandleAsync(notification, cancellationToken);
                return true;
            default:
                throw new InvalidOperationException($"No handler is for a {message.GetType().Name}.");
        }
    }
}
