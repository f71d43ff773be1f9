using CredFunctions.Accounts;
using CredFunctions.Planning;
using CredFunctions.Policy;
using CredFunctions.Ports;
using CredFunctions.Reports;
using CredFunctions.Runs;

namespace CredFunctions.Pipeline;

/// <summary>
/// The two passes over the report whose turn it is: the first rejects or holds it before anything is queued, the second queues its
/// accounts chunk by chunk.
/// </summary>
public sealed class ReportPasses(
    IAccountStore accounts, LaneKeeper lanes, IPipelineQueues queues, IRunEvidence evidence, PipelineLimits limits)
{
    private const int AccountsAtOnce = 100;
    private const int NamedAccounts = 3;

    /// <summary>Reads the report of the active run; returns it when the run ended by that, because it is rejected.</summary>
    public async Task<ReportRecord?> RunAsync(
        ReportRecord record, OpenedReport report, AssessmentPolicy policy, CancellationToken cancellationToken)
    {
        if (record.Policy.Length == 0)
        {
            record = record with { Policy = policy.Hash };
            if (!await lanes.UpdateAsync(record, cancellationToken))
                return null;
        }

        if (report.File is not { } file)
            return await RejectAsync(record, report.Rejection!, policy, cancellationToken);

        var recorded = await accounts.ReadChunksAsync(record.Source, record.Stamp, cancellationToken);
        if (recorded.Count != record.Chunks)
        {
            var reading = new ReportReading(file, report.Inbox.Content, record, policy);
            try
            {
                record = await CountAsync(record, reading, file, policy, cancellationToken);
            }
            catch (ReportRejectedException ex)
            {
                return await RejectAsync(record, ex.Rejection, policy, cancellationToken);
            }

            if (record.Status is ReportStatus.Held)
            {
                await lanes.EndAsync(record, policy, cancellationToken);
                return null;
            }

            record = record with { Chunks = await QueueAsync(reading, recorded, cancellationToken) };
            if (!await lanes.QueuedAsync(record, recorded.Count, cancellationToken))
                return null;
        }

        await lanes.AskForCompletionAsync(record, limits.FirstAsk, cancellationToken);
        return null;
    }

    /// <summary>Whether every chunk of a run was queued; of a resumed run, whether every chunk is recorded.</summary>
    public async Task<bool> IsQueuedAsync(ReportRecord record, bool isResumed, CancellationToken cancellationToken) =>
        record.Chunks is { } chunks
        && (!isResumed || (await accounts.ReadChunksAsync(record.Source, record.Stamp, cancellationToken)).Count == chunks);

    // Pass 1: the record with its counts and remarks; held where there is a reason to.
    private async Task<ReportRecord> CountAsync(
        ReportRecord record, ReportReading reading, ReportFile file, AssessmentPolicy policy, CancellationToken cancellationToken)
    {
        record = record with { Counts = reading.Count(out var reader) };
        using (reader)
        {
            var (missing, departures) = await MissingAsync(record, reader, policy, cancellationToken);
            record = record with
            {
                Counts = record.Counts with { Missing = missing },
                Remarks = RemarksOf(record, reading, policy),
            };
            if (await WhyHoldAsync(record, reading, reader, departures, policy, cancellationToken) is { } reason)
                return record with { Status = ReportStatus.Held, Reason = reason };

            await evidence.KeepAsync(record, ReportDetails.Of(file, reader), cancellationToken);
            return record;
        }
    }

    // Pass 2: queues the chunks that are not recorded; returns how many chunks there are.
    private async Task<int> QueueAsync(ReportReading reading, IReadOnlySet<int> recorded, CancellationToken cancellationToken)
    {
        var chunks = 0;
        await queues.SendAsync(Unrecorded(), cancellationToken);
        return chunks;

        IEnumerable<AccountFindingsMessage> Unrecorded()
        {
            foreach (var chunk in reading.Chunks(limits.AccountsPerMessage))
            {
                chunks++;
                if (!recorded.Contains(chunk.Chunk))
                    yield return chunk;
            }
        }
    }

    private async Task<ReportRecord?> RejectAsync(
        ReportRecord record, Rejection rejection, AssessmentPolicy policy, CancellationToken cancellationToken)
    {
        var reason = rejection.Line is { } line ? $"Line {line}: {rejection.Reason}" : rejection.Reason;
        record = record with { Status = ReportStatus.Rejected, Reason = reason };
        return await lanes.EndAsync(record, policy, cancellationToken) ? record : null;
    }

    private static IReadOnlyList<string> RemarksOf(ReportRecord record, ReportReading reading, AssessmentPolicy policy) =>
        new ReportAsOf(record.AsOf, record.AsOfOrigin).OlderThanFile(record.Name, reading.Newest, policy.ReportTimeZone) is { } remark
            ? [.. record.Remarks.Where(other => other != remark), remark]
            : record.Remarks;

    // How many known accounts no readable row names, and why the report is held if those are too many; each unreadable row may be
    // one of them.
    private async Task<(long Missing, string? Reason)> MissingAsync(
        ReportRecord record, ReportReader reader, AssessmentPolicy policy, CancellationToken cancellationToken)
    {
        var (known, missing, names) = (0L, 0L, new List<string>());
        await foreach (var id in accounts.ReadPresentIdsAsync(record.Source, cancellationToken))
        {
            known++;
            if (reader.HasRead(id))
                continue;
            missing++;
            if (names.Count < NamedAccounts)
                names.Add(id);
        }

        return (missing, policy.MaxDepartures.IsExceeded(Math.Max(0, missing - record.Counts.UnreadableRows), known)
            ? $"{missing:N0} of {known:N0} known accounts are missing from it, {string.Join(", ", names)} among them."
            : null);
    }

    // Every reason to hold the report; null where there is none. The last completed report of its source is never held.
    private async Task<string?> WhyHoldAsync(
        ReportRecord record, ReportReading reading, ReportReader reader, string? departures, AssessmentPolicy policy,
        CancellationToken cancellationToken)
    {
        var lane = await lanes.LaneAsync(record.Source, cancellationToken);
        if (record.IsAccepted || lane.Last?.ReportId == record.ReportId)
            return null;

        var reasons = new List<string>();
        if (record.OlderCopyOf is { } copied)
        {
            var effect = await EffectAsync(lane, record, reading, reader, policy, cancellationToken);
            reasons.Add(
                $"It has the same content as the report of {ShownTime.Of(copied, policy.ReportTimeZone)}; "
                + $"it would open {effect.Opened + effect.Reopened:N0} and resolve {Counted.Of(effect.Resolved, "finding")}.");
        }

        if (departures is not null)
            reasons.Add(departures);
        return reasons.Count == 0 ? null : string.Join(' ', reasons);
    }

    // The counts that the report would have once it is complete. Nothing is saved.
    private async Task<ReportCounts> EffectAsync(
        Lane lane, ReportRecord record, ReportReading reading, ReportReader reader, AssessmentPolicy policy,
        CancellationToken cancellationToken)
    {
        var run = lane.ContextFor(record.Stamp, policy, hasUnreadableRows: record.Counts.UnreadableRows > 0);
        var summary = new ReportSummary(run);
        foreach (var chunk in reading.Chunks(AccountsAtOnce))
        {
            var ids = chunk.Accounts.Select(account => account.AccountId).ToList();
            var known = (await accounts.ReadAccountsAsync(record.Source, ids, cancellationToken))
                .ToDictionary(stored => stored.State.AccountId, stored => stored.State, StringComparer.Ordinal);
            foreach (var account in chunk.Accounts)
                summary.Add(AccountLife.Apply(known.GetValueOrDefault(account.AccountId), account, run));
        }

        await foreach (var stored in accounts.ReadAllAccountsAsync(record.Source, cancellationToken))
        {
            if (!reader.HasRead(stored.State.AccountId))
                summary.Add(AccountLife.Missing(stored.State, run));
        }

        return summary.Over(record.Counts);
    }
}
