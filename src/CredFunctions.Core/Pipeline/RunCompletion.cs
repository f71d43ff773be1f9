using CredFunctions.Accounts;
using CredFunctions.Planning;
using CredFunctions.Policy;
using CredFunctions.Ports;
using CredFunctions.Runs;

namespace CredFunctions.Pipeline;

/// <summary>
/// Completes a run over all accounts of its source: marks those that are missing as gone, counts, writes the evidence and the
/// notifications, and frees the lane for the next report.
/// </summary>
public sealed class RunCompletion(
    IAccountStore accounts, INotificationStore notifications, IRunEvidence evidence, LaneKeeper lanes, TimeProvider time)
{
    /// <summary>How many chunks of the run are recorded.</summary>
    public async Task<int> CountChunksAsync(ReportRecord record, CancellationToken cancellationToken) =>
        (await accounts.ReadChunksAsync(record.Source, record.Stamp, cancellationToken)).Count;

    /// <summary>Completes a run whose chunks are all recorded.</summary>
    /// <returns>
    /// The report, where this call has completed it; and whether an account changed meanwhile, so that it has to be tried again.
    /// </returns>
    public async Task<(ReportRecord? Completed, bool IsDisturbed)> CompleteAsync(
        ReportRecord record, AssessmentPolicy policy, CancellationToken cancellationToken)
    {
        // From the claim on only this start writes accounts: what is read below is one state, with every chunk of the run in it.
        var lane = await lanes.LaneAsync(record.Source, cancellationToken);
        if (lane.Active != record.Stamp || !await accounts.ClaimAsync(record.Source, lane.Starts, cancellationToken))
            return (null, IsDisturbed: false);

        var run = lane.ContextFor(record.Stamp, policy, hasUnreadableRows: record.Counts.UnreadableRows > 0);
        var summary = new ReportSummary(run);
        var departures = new Departures(accounts, record.Source, lane.Starts);
        await using var writer = await evidence.BeginAsync(record, run, cancellationToken);
        var plan = new NotificationPlan(record.Source, run, writer);
        var read = writer.WantsEveryAccount
            ? accounts.ReadAllAccountsAsync(record.Source, cancellationToken)
            : accounts.ReadNotableAccountsAsync(record.Source, run.Run, cancellationToken);
        await foreach (var stored in read)
        {
            var account = stored.State;
            if (account.Run != run.Run)
                account = AccountLife.Missing(account, run);
            if (!ReferenceEquals(account, stored.State))
                await departures.AddAsync(stored with { State = account }, cancellationToken);

            summary.Add(account);
            await plan.AddAsync(account, cancellationToken);
            await writer.AddAsync(account, cancellationToken);
        }

        if (!await departures.SaveAsync(cancellationToken))
            return (null, IsDisturbed: true);

        // Where another handler ended the run meanwhile, the next run may have changed accounts that were read; where the run was
        // begun again, its file has another name.
        if (await lanes.CurrentAsync(record, cancellationToken) is not { } current)
            return (null, IsDisturbed: false);

        var ended = current with { Status = ReportStatus.Complete, Counts = summary.Over(record.Counts), ComparedWith = run.LastCompleted };
        await plan.EndAsync(cancellationToken);
        ended = ended.WithEvidence(await writer.CommitAsync(ended, cancellationToken));
        var withdrawn = ended.Withdraws is { } id ? await lanes.ReportAsync(ended.Source, id, cancellationToken) : null;
        var notices = new CompletionNotices(ended, plan, withdrawn, writer.Place is not null, time.GetUtcNow()).All();
        notices = await UnconfirmedNotes.AddAsync(notices, ended, notifications, cancellationToken);
        return (await lanes.EndAsync(ended, notices, cancellationToken) ? ended : null, IsDisturbed: false);
    }

    /// <summary>
    /// Ends the withdrawal of a source's only report: its accounts are forgotten without a notification. False when an account
    /// changed meanwhile.
    /// </summary>
    public async Task<bool> ForgetAsync(ReportRecord record, CancellationToken cancellationToken)
    {
        var lane = await lanes.LaneAsync(record.Source, cancellationToken);
        if (lane.Active != record.Stamp || !await accounts.ClaimAsync(record.Source, lane.Starts, cancellationToken))
            return true;

        var forgotten = new Departures(accounts, record.Source, lane.Starts);
        await foreach (var stored in accounts.ReadAllAccountsAsync(record.Source, cancellationToken))
        {
            if (AccountLife.Forget(stored.State, record.Stamp) is var after && !ReferenceEquals(after, stored.State))
                await forgotten.AddAsync(stored with { State = after }, cancellationToken);
        }

        if (!await forgotten.SaveAsync(cancellationToken))
            return false;
        await lanes.EndAsync(record, [], cancellationToken);
        return true;
    }
}

/// <summary>Saves the accounts that completing a run changes, most of which left: a transaction for each hundred of a bucket.</summary>
internal sealed class Departures(IAccountStore store, string source, long start)
{
    private const int MaxAccounts = 100;

    private readonly List<StoredAccount>[] buckets = [.. Enumerable.Range(0, AccountBucket.Count).Select(_ => new List<StoredAccount>())];
    private bool disturbed;

    public async Task AddAsync(StoredAccount account, CancellationToken cancellationToken)
    {
        var bucket = buckets[AccountBucket.Of(account.State.AccountId)];
        bucket.Add(account);
        if (bucket.Count == MaxAccounts)
            await SaveAsync(bucket, cancellationToken);
    }

    /// <summary>Saves the rest; false when another process had changed one of the rows.</summary>
    public async Task<bool> SaveAsync(CancellationToken cancellationToken)
    {
        foreach (var bucket in buckets.Where(bucket => bucket.Count > 0))
            await SaveAsync(bucket, cancellationToken);
        return !disturbed;
    }

    private async Task SaveAsync(List<StoredAccount> bucket, CancellationToken cancellationToken)
    {
        disturbed |= await store.SaveAccountsAsync(source, start, bucket, cancellationToken) is not SaveResult.Saved;
        bucket.Clear();
    }
}
