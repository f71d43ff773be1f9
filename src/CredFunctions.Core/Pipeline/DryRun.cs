using CredFunctions.Accounts;
using CredFunctions.Policy;
using CredFunctions.Ports;
using CredFunctions.Reports;
using CredFunctions.Runs;

namespace CredFunctions.Pipeline;

/// <summary>What recording a report would do to the findings of its source. Nothing is saved.</summary>
internal sealed class DryRun(IAuditStore store, ReportReading reading)
{
    private const int AccountsAtOnce = 100;

    /// <summary>The counts that the report would have once it is complete.</summary>
    public async Task<ReportCounts> OfAsync(
        Lane lane, ReportRecord record, AssessmentPolicy policy, ReportReader reader, CancellationToken cancellationToken)
    {
        var run = lane.ContextFor(record.Stamp, policy, hasUnreadableRows: record.Counts.UnreadableRows > 0);
        var summary = new ReportSummary(record, run);
        foreach (var chunk in reading.Chunks(AccountsAtOnce))
        {
            var ids = chunk.Accounts.Select(account => account.AccountId).ToList();
            var known = (await store.ReadAccountsAsync(record.Source, ids, cancellationToken))
                .ToDictionary(stored => stored.State.AccountId, stored => stored.State, StringComparer.Ordinal);
            foreach (var account in chunk.Accounts)
                summary.Add(AccountLife.Apply(known.GetValueOrDefault(account.AccountId), account, run));
        }

        await foreach (var stored in store.ReadAllAccountsAsync(record.Source, cancellationToken))
        {
            if (!reader.HasRead(stored.State.AccountId))
                summary.Add(AccountLife.Missing(stored.State, run));
        }

        return summary.Counts;
    }
}
