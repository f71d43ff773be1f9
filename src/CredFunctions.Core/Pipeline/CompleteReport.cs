using CredFunctions.Accounts;
using CredFunctions.Planning;
using CredFunctions.Policy;
using CredFunctions.Ports;
using CredFunctions.Runs;
using CredFunctions.Telemetry;

using Microsoft.Extensions.Logging;

namespace CredFunctions.Pipeline;

/// <summary>
/// Completes a run once all its chunks are recorded: lets the accounts that are gone depart, sums up, writes what has to be
/// told, and opens the lane for the next report. Until then it asks again, up to the policy's deadline.
/// </summary>
public sealed partial class CompleteReport(
    IAuditStore store, IPipelineQueues queues, IReportInbox inbox, IPolicies policies, IRunEvidence evidence, LaneKeeper lanes,
        PipelineLimits limits, TimeProvider time, ILogger<CompleteReport> logger)
{
    private readonly ReportFiles files = new(inbox, store);

    public async Task HandleAsync(CompletionMessage message, CancellationToken cancellationToken)
    {
        using var activity = PipelineActivities.Start(nameof(CompleteReport), message.Source, message.Run);
        if (await store.ReadReportAsync(message.Source, message.Run.ReportId, cancellationToken) is not { } record)
            return;
        if (!await lanes.IsActiveAsync(message.Source, message.Run, cancellationToken))
        {
            // The run ended already; the file may still lie where it was.
            if (record is { Status: ReportStatus.Complete } && record.Stamp == message.Run)
                await files.ArchiveAsync(record, cancellationToken);
            return;
        }

        if (record.Status is ReportStatus.Withdrawn)
        {
            await ForgetAsync(message, record, cancellationToken);
            return;
        }

        // The run is not begun: reading its report pins it to a policy.
        if (record.Policy.Length == 0)
            return;

        var policy = (await policies.ReadAsync(record.Policy, cancellationToken)).For(record.Source);
        var recorded = await store.ReadChunksAsync(message.Source, message.Run, cancellationToken);
        if (recorded.Count == record.Chunks)
            await CompleteAsync(message, record, policy, cancellationToken);
        else if (time.GetUtcNow() - record.StartedAt > policy.CompletionDeadline)
            await GiveUpAsync(record, recorded.Count, policy, cancellationToken);
        else
        {
            Log.Unfinished(logger, record.Source, record.ReportId, record.Run, recorded.Count, record.Chunks, message.Ask);
            await AskAgainAsync(message, cancellationToken);
        }
    }

    private async Task CompleteAsync(
        CompletionMessage message, ReportRecord record, AssessmentPolicy policy, CancellationToken cancellationToken)
    {
        var lane = (await store.ReadLaneAsync(record.Source, cancellationToken)).Lane;

        // From here on nobody but this start writes accounts: what is read below is one state, with every chunk of the run in it.
        if (lane.Active != record.Stamp || !await store.ClaimAsync(record.Source, lane.Starts, cancellationToken))
            return;

        var run = lane.ContextFor(record.Stamp, policy, hasUnreadableRows: record.Counts.UnreadableRows > 0);
        var summary = new ReportSummary(record, run);
        var departures = new Departures(store, record.Source, lane.Starts);
        await using var writer = await evidence.BeginAsync(record, run, cancellationToken);
        var news = new NotificationPlan(record.Source, run, writer);
        var accounts = writer.WantsEveryAccount
            ? store.ReadAllAccountsAsync(record.Source, cancellationToken)
            : store.ReadNotableAccountsAsync(record.Source, run.Run, cancellationToken);
        await foreach (var stored in accounts)
        {
            var account = stored.State;
            if (account.Run != run.Run)
                account = AccountLife.Missing(account, run);
            if (!ReferenceEquals(account, stored.State))
                await departures.AddAsync(stored with { State = account }, cancellationToken);

            summary.Add(account);
            await news.AddAsync(account, cancellationToken);
            await writer.AddAsync(account, cancellationToken);
        }

        if (!await departures.SaveAsync(cancellationToken))
        {
            // Somebody wrote one of these rows meanwhile: read them again, later.
            Log.Disturbed(logger, record.Source, record.ReportId, record.Run);
            await AskAgainAsync(message, cancellationToken);
            return;
        }

        // Where another handler ended the run meanwhile, accounts may have been read that the next one changed already; where
        // it was begun again, its file has another name.
        if (await lanes.CurrentAsync(record, cancellationToken) is not { } current)
            return;

        var completed = current with { Status = ReportStatus.Complete, Counts = summary.Counts, ComparedWith = run.LastCompleted };
        await news.EndAsync(cancellationToken);
        completed = completed.WithEvidence(await writer.CommitAsync(completed, cancellationToken));
        var withdrawn = completed.Withdraws is { } id ? await store.ReadReportAsync(completed.Source, id, cancellationToken) : null;
        var notices = new CompletionNotices(completed, news, withdrawn, writer.Place, time.GetUtcNow()).All();
        if (await lanes.EndAsync(
            completed, await UnconfirmedNotes.AddAsync(notices, completed, store, cancellationToken), cancellationToken))
            await files.ArchiveAsync(completed, cancellationToken);
    }

    // The source's only report was withdrawn: its accounts leave, and nobody is notified of them.
    private async Task ForgetAsync(CompletionMessage message, ReportRecord record, CancellationToken cancellationToken)
    {
        var lane = (await store.ReadLaneAsync(record.Source, cancellationToken)).Lane;
        if (lane.Active != record.Stamp || !await store.ClaimAsync(record.Source, lane.Starts, cancellationToken))
            return;

        var forgotten = new Departures(store, record.Source, lane.Starts);
        await foreach (var stored in store.ReadAllAccountsAsync(record.Source, cancellationToken))
        {
            if (AccountLife.Forget(stored.State, message.Run) is var after && !ReferenceEquals(after, stored.State))
                await forgotten.AddAsync(stored with { State = after }, cancellationToken);
        }

        if (await forgotten.SaveAsync(cancellationToken))
            await lanes.EndAsync(record, [], cancellationToken);
        else
            await AskAgainAsync(message, cancellationToken);
    }

    private async Task GiveUpAsync(ReportRecord record, int recorded, AssessmentPolicy policy, CancellationToken cancellationToken)
    {
        var missing = record.Chunks is { } chunks ? $"{chunks - recorded} of {chunks} parts" : "not all of its accounts";
        var reason = $"After {policy.CompletionDeadline.TotalHours:0.#} hours {missing} could not be recorded.";
        var incomplete = record with { Status = ReportStatus.Incomplete, Reason = reason };
        if (await lanes.EndAsync(incomplete, Notices.Incomplete(incomplete, policy, time.GetUtcNow()), cancellationToken))
            await files.ArchiveAsync(incomplete, cancellationToken);
    }

    // Another number each time: a queue that leaves out what it has seen already must not leave this out.
    private async Task AskAgainAsync(CompletionMessage message, CancellationToken cancellationToken)
    {
        if (message.Ask < limits.MaxAsks)
            await queues.SendAsync(message with { Ask = message.Ask + 1 }, limits.DelayOf(message.Ask), cancellationToken);
        else
            Log.LeftToTheSweep(logger, message.Source, message.Run.ReportId, message.Run.Number, message.Ask);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Debug, "Report {reportId} of {source}, run {run}, is not complete yet: {recorded} of {chunks} chunks are recorded, asked {ask} times before.")]
        public static partial void Unfinished(ILogger logger, string source, string reportId, int run, int recorded, int? chunks, int ask);

        [LoggerMessage(2, LogLevel.Information, "Accounts changed while report {reportId} of {source}, run {run}, was being completed: it is tried again.")]
        public static partial void Disturbed(ILogger logger, string source, string reportId, int run);

        [LoggerMessage(3, LogLevel.Warning, "Report {reportId} of {source}, run {run}, is not complete after {ask} looks: the next sweep resumes it.")]
        public static partial void LeftToTheSweep(ILogger logger, string source, string reportId, int run, int ask);
    }
}
