using CredFunctions.Accounts;
using CredFunctions.Ports;
using CredFunctions.Runs;
using CredFunctions.Telemetry;

using Microsoft.Extensions.Logging;

namespace CredFunctions.Pipeline;

/// <summary>Records one chunk: applies the run to each account, saves them in one transaction, then marks the chunk.</summary>
public sealed partial class RecordAccounts(
    ILaneStore lanes, IAccountStore accounts, IPolicies policies, PipelineLimits limits, ILogger<RecordAccounts> logger)
{
    /// <summary>False when other processes kept writing the same rows: the chunk has to be tried again.</summary>
    public async Task<bool> HandleAsync(AccountFindingsMessage message, CancellationToken cancellationToken)
    {
        using var activity = PipelineActivities.Start(nameof(RecordAccounts), message.Source, message.Run);
        var policy = (await policies.ReadAsync(message.Policy, cancellationToken)).For(message.Source);
        for (var attempt = 0; attempt < limits.SaveTries; attempt++)
        {
            var lane = (await lanes.ReadLaneAsync(message.Source, cancellationToken)).Lane;
            if (lane.Active != message.Run)
            {
                Log.NotActive(logger, message.Source, message.Run.ReportId, message.Run.Number, message.Chunk);
                return true;
            }

            // No account of a source's first report is known, unless the run was begun before: then the store refuses to add it
            // again. Unreadable rows matter only to departures, which the completion finds.
            var context = lane.ContextFor(message.Run, policy, hasUnreadableRows: false);
            var known = context.IsBaseline && attempt == 0 ? [] : await KnownAsync(message, cancellationToken);
            var changed = new List<StoredAccount>(message.Accounts.Count);
            foreach (var account in message.Accounts)
            {
                var before = known.GetValueOrDefault(account.AccountId);
                var after = AccountLife.Apply(before?.State, account, context);
                if (!ReferenceEquals(after, before?.State))
                    changed.Add(new StoredAccount(after, before?.Version));
            }

            var result = await accounts.RecordChunkAsync(
                message.Source, lane.Starts, message.Run, message.Chunk, changed, cancellationToken);
            if (result is SaveResult.Changed)
                continue;
            if (result is SaveResult.Superseded)
            {
                Log.NotActive(logger, message.Source, message.Run.ReportId, message.Run.Number, message.Chunk);
                return true;
            }

            PipelineMeter.AccountsRecorded(message.Source, changed.Count);
            Log.Recorded(logger, message.Source, message.Run.ReportId, message.Run.Number, message.Chunk, changed.Count);
            return true;
        }

        Log.Disturbed(logger, message.Source, message.Run.ReportId, message.Run.Number, message.Chunk, limits.SaveTries);
        return false;
    }

    private async Task<Dictionary<string, StoredAccount>> KnownAsync(AccountFindingsMessage message, CancellationToken cancellationToken)
    {
        var ids = message.Accounts.Select(account => account.AccountId).ToList();
        var known = await accounts.ReadAccountsAsync(message.Source, ids, cancellationToken);
        return known.ToDictionary(each => each.State.AccountId, StringComparer.Ordinal);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Debug, "Chunk {chunk} of report {reportId} of {source}, run {run}, is recorded: "
            + "{accounts} accounts changed.")]
        public static partial void Recorded(ILogger logger, string source, string reportId, int run, int chunk, int accounts);

        [LoggerMessage(2, LogLevel.Information,
            "Chunk {chunk} of report {reportId} of {source} arrived when run {run} was not active: it has no effect.")]
        public static partial void NotActive(ILogger logger, string source, string reportId, int run, int chunk);

        [LoggerMessage(3, LogLevel.Warning,
            "Chunk {chunk} of report {reportId} of {source}, run {run}, could not be saved in {tries} tries, since other processes "
            + "wrote the same rows.")]
        public static partial void Disturbed(ILogger logger, string source, string reportId, int run, int chunk, int tries);
    }
}
