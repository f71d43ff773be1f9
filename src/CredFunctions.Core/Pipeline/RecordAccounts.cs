using CredFunctions.Accounts;
using CredFunctions.Pipeline.Lanes;
using CredFunctions.Pipeline.Messages;
using CredFunctions.Pipeline.Ports;
using CredFunctions.Policy;

namespace CredFunctions.Pipeline;

/// <summary>Records one chunk: applies the run to each account, saves them in one transaction, then marks the chunk.</summary>
public sealed class RecordAccounts(IAuditStore store, IPolicies policies, PipelineLimits limits)
{
    /// <summary>False when others kept writing the same rows: the chunk has to come again.</summary>
    public async Task<bool> HandleAsync(AccountFindingsMessage message, CancellationToken cancellation)
    {
        var ids = message.Accounts.Select(account => account.AccountId).ToList();
        var policy = await policies.ReadAsync(message.Policy, cancellation);
        for (var attempt = 0; attempt < limits.SaveTries; attempt++)
        {
            var lane = (await store.ReadLaneAsync(message.Source, cancellation)).Lane;
            if (lane.Active != message.Run)
                return true;

            var known = (await store.ReadAccountsAsync(message.Source, ids, cancellation)).ToDictionary(each => each.State.AccountId, StringComparer.Ordinal);
            var context = ContextOf(message, lane, policy);
            var changed = new List<StoredAccount>(message.Accounts.Count);
            foreach (var account in message.Accounts)
            {
                var before = known.GetValueOrDefault(account.AccountId);
                var after = AccountLife.Apply(before?.State, account, context);
                if (!ReferenceEquals(after, before?.State))
                    changed.Add(new StoredAccount(after, before?.Version));
            }

            if (changed.Count > 0 && !await store.SaveAccountsAsync(message.Source, changed, cancellation))
                continue;

            await store.MarkChunkAsync(message.Source, message.Run, message.Chunk, cancellation);
            return true;
        }

        return false;
    }

    private static RunContext ContextOf(AccountFindingsMessage message, Lane lane, AssessmentPolicy policy) => new()
    {
        Run = message.Run,
        Policy = policy,
        LastCompleted = lane.LastCompleted,
        PreviousHadUnreadableRows = lane.LastHadUnreadableRows,
    };
}
