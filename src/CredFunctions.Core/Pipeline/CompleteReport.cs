using CredFunctions.Accounts;
using CredFunctions.Pipeline.Lanes;
using CredFunctions.Pipeline.Messages;
using CredFunctions.Pipeline.Notifications;
using CredFunctions.Pipeline.Ports;
using CredFunctions.Policy;

namespace CredFunctions.Pipeline;

/// <summary>
/// Completes a run once all its chunks are recorded: lets the accounts that are gone depart, sums up, writes what has to be
/// told, and opens the lane for the next report. Until then it asks again, up to the policy's deadline.
/// </summary>
public sealed class CompleteReport(
    IAuditStore store, IPipelineQueues queues, IReportInbox inbox, IPolicies policies, LaneKeeper lanes, PipelineLimits limits, TimeProvider time)
{
    public async Task HandleAsync(CompletionMessage message, CancellationToken cancellation)
    {
        if (await store.ReadReportAsync(message.Source, message.Run.ReportId, cancellation) is not { } record)
            return;
        if (!await lanes.IsActiveAsync(message.Source, message.Run, cancellation))
        {
            // The run ended already; the file may still lie where it was.
            if (record is { Status: ReportStatus.Complete } && record.Stamp == message.Run)
                await inbox.FinishAsync(record.Source, record.Name, record.Version, cancellation);
            return;
        }

        var policy = await policies.ReadAsync(record.Policy, cancellation);
        var recorded = await store.ReadChunksAsync(message.Source, message.Run, cancellation);
        if (recorded.Count == record.Chunks)
            await CompleteAsync(record, policy, cancellation);
        else if (time.GetUtcNow() - record.StartedAt > policy.CompletionDeadline)
            await GiveUpAsync(record, recorded.Count, policy, cancellation);
        else if (message.Ask < limits.MaxAsks)
            await queues.SendAsync(message with { Ask = message.Ask + 1 }, limits.DelayOf(message.Ask), cancellation);
    }

    private async Task CompleteAsync(ReportRecord record, AssessmentPolicy policy, CancellationToken cancellation)
    {
        var lane = (await store.ReadLaneAsync(record.Source, cancellation)).Lane;
        var run = new RunContext
        {
            Run = record.Stamp,
            Policy = policy,
            LastCompleted = lane.LastCompleted,
            PreviousHadUnreadableRows = lane.LastHadUnreadableRows,
            HasUnreadableRows = record.Counts.UnreadableRows > 0,
        };
        var summary = new ReportSummary(record, run.IsBaseline);
        var departures = new Departures(store, record.Source);
        await foreach (var stored in store.ReadAllAccountsAsync(record.Source, cancellation))
        {
            var account = stored.State;
            if (account.Run != run.Run && account.IsPresent && !run.HasUnreadableRows)
            {
                account = AccountLife.Depart(account, run);
                await departures.AddAsync(stored with { State = account }, cancellation);
            }

            summary.Add(account);
        }

        if (!await departures.SaveAsync(cancellation))
        {
            // Somebody wrote one of these rows meanwhile: read them again, later.
            await queues.SendAsync(new CompletionMessage(record.Source, record.Stamp, Ask: 0), limits.FirstAsk, cancellation);
            return;
        }

        var completed = record with { Status = ReportStatus.Complete, Counts = summary.Counts };
        if (await lanes.EndAsync(completed, Notices.Digest(completed, summary, policy, time.GetUtcNow()), cancellation))
            await inbox.FinishAsync(record.Source, record.Name, record.Version, cancellation);
    }

    private async Task GiveUpAsync(ReportRecord record, int recorded, AssessmentPolicy policy, CancellationToken cancellation)
    {
        var missing = record.Chunks is { } chunks ? $"{chunks - recorded} of {chunks} parts" : "not all of its accounts";
        var reason = $"After {policy.CompletionDeadline.TotalHours:0.#} hours {missing} could not be recorded.";
        var incomplete = record with { Status = ReportStatus.Incomplete, Reason = reason };
        if (await lanes.EndAsync(incomplete, Notices.Incomplete(incomplete, policy, time.GetUtcNow()), cancellation))
            await inbox.FinishAsync(record.Source, record.Name, record.Version, cancellation);
    }
}
