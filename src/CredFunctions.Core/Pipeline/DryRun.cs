using CredFunctions.Accounts;
using CredFunctions.Pipeline.Lanes;
using CredFunctions.Pipeline.Ports;
using CredFunctions.Policy;
using CredFunctions.Reports;

namespace CredFunctions.Pipeline;

/// <summary>What recording a report would do to the findings of its source. Nothing is saved.</summary>
internal sealed class DryRun(IAuditStore store, ReportReading reading)
{
    private const int AccountsAtOnce = 100;

    private long opened;
    private long resolved;

    /// <summary>Counts what would open, for the first time or again, and what would be resolved.</summary>
    public async Task<(long Opened, long Resolved)> OfAsync(
        Lane lane, ReportRecord record, AssessmentPolicy policy, ReportReader reader, CancellationToken cancellationToken)
    {
        var run = lane.ContextFor(record.Stamp, policy, hasUnreadableRows: record.Counts.UnreadableRows > 0);
        foreach (var chunk in reading.Chunks(AccountsAtOnce))
        {
            var ids = chunk.Accounts.Select(account => account.AccountId).ToList();
            var known = (await store.ReadAccountsAsync(record.Source, ids, cancellationToken))
                .ToDictionary(stored => stored.State.AccountId, stored => stored.State, StringComparer.Ordinal);
            foreach (var account in chunk.Accounts)
                Add(AccountLife.Apply(known.GetValueOrDefault(account.AccountId), account, run), run);
        }

        if (run.HasUnreadableRows)
            return (opened, resolved);
        await foreach (var stored in store.ReadAllAccountsAsync(record.Source, cancellationToken))
        {
            if (stored.State.IsPresent && !reader.HasRead(stored.State.AccountId))
                Add(AccountLife.Depart(stored.State, run), run);
        }

        return (opened, resolved);
    }

    private void Add(AccountState account, RunContext run)
    {
        foreach (var happened in account.Events.Where(happened => happened.Run == run.Run))
        {
            opened += happened.Kind is AccountEventKind.Opened or AccountEventKind.Reopened ? 1 : 0;
            resolved += happened.Kind is AccountEventKind.Resolved ? 1 : 0;
        }
    }
}
