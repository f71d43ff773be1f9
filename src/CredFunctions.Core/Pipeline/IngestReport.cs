using CredFunctions.Pipeline.Lanes;
using CredFunctions.Pipeline.Messages;
using CredFunctions.Pipeline.Notifications;
using CredFunctions.Pipeline.Ports;
using CredFunctions.Pipeline.Telemetry;
using CredFunctions.Policy;
using CredFunctions.Reports;

using Microsoft.Extensions.Logging;

namespace CredFunctions.Pipeline;

/// <summary>
/// Registers a report in its source's lane and, when it is its turn, reads it twice: once to refuse or hold it before
/// anything is queued, once to queue its accounts chunk by chunk.
/// </summary>
public sealed partial class IngestReport(
    IAuditStore store, IPipelineQueues queues, IReportInbox inbox, IPolicies policies, IRunEvidence evidence, LaneKeeper lanes, PipelineLimits limits, TimeProvider time, ILogger<IngestReport> logger)
{
    private readonly ReportFiles files = new(inbox, store);
    private readonly CurrentPolicy current = new(policies, store, lanes, time, logger);

    public async Task HandleAsync(ReportMessage message, CancellationToken cancellation)
    {
        using var activity = PipelineActivities.Start(nameof(IngestReport), message.Source);
        await using var report = await inbox.OpenAsync(message.Source, message.Name, cancellation);
        if (report is null)
        {
            Log.Gone(logger, message.Source);
            await AbandonAsync(message, reportId: null, cancellation);
            return;
        }

        var (file, rejection) = Inspect(report.Content);
        var reportId = file?.Sha256 ?? ReportFile.Sha256Of(report.Content);
        await AbandonAsync(message, reportId, cancellation);

        var policy = await current.ReadAsync([message.Source], cancellation);
        var record = await lanes.ArriveAsync(
            new ReportRecord
            {
                Source = message.Source,
                ReportId = reportId,
                Name = message.Name,
                Version = report.Version,
                AsOf = report.AsOf.ToUniversalTime(),
                Status = ReportStatus.Waiting,
                Run = 1,
                Policy = policy.Hash,
                ArrivedAt = time.GetUtcNow(),
                TouchedAt = time.GetUtcNow(),
                DeparturesAccepted = report.DeparturesAccepted,
            },
            cancellation);

        activity.Of(record.Stamp);
        if (record.Status is ReportStatus.Recording)
            await WorkAsync(record, report, file, rejection, cancellation);
        else
            await SettleAsync(record with { Name = message.Name, Version = report.Version }, report, file, cancellation);
    }

    private static (ReportFile? File, Rejection? Rejection) Inspect(Stream content)
    {
        try
        {
            return (ReportFile.Inspect(content), null);
        }
        catch (ReportRejectedException rejected)
        {
            return (null, rejected.Rejection);
        }
    }

    private async Task WorkAsync(ReportRecord record, InboxReport report, ReportFile? file, Rejection? rejection, CancellationToken cancellation)
    {
        var policy = (await policies.ReadAsync(record.Policy, cancellation)).For(record.Source);
        if (file is null)
        {
            await RejectAsync(record, rejection!, policy, cancellation);
            return;
        }

        var recorded = await store.ReadChunksAsync(record.Source, record.Stamp, cancellation);
        if (recorded.Count != record.Chunks)
        {
            var reading = new ReportReading(file, report.Content, record, policy);
            try
            {
                record = record with { Counts = reading.Count(out var reader) };
                using (reader)
                {
                    if (!record.DeparturesAccepted && await DeparturesAsync(record.Source, reader, policy, cancellation) is { } reason)
                    {
                        await HoldAsync(record, reason, policy, cancellation);
                        return;
                    }

                    await evidence.KeepAsync(record, ReportDetails.Of(file, reader), cancellation);
                }
            }
            catch (ReportRejectedException rejected)
            {
                await RejectAsync(record, rejected.Rejection, policy, cancellation);
                return;
            }

            var chunks = 0;
            await queues.SendAsync(Unrecorded(), cancellation);
            record = record with { Chunks = chunks };

            IEnumerable<AccountFindingsMessage> Unrecorded()
            {
                foreach (var chunk in reading.Chunks(limits.AccountsPerMessage))
                {
                    chunks++;
                    if (!recorded.Contains(chunk.Chunk))
                        yield return chunk;
                }
            }

            if (!await lanes.UpdateAsync(record, cancellation))
                return;
            Log.Queued(logger, record.Source, record.ReportId, record.Run, record.Counts.Accounts, record.Counts.UnreadableRows, record.Chunks, recorded.Count);
        }

        await queues.SendAsync(new CompletionMessage(record.Source, record.Stamp, Ask: 0), limits.FirstAsk, cancellation);
    }

    // What is known of a report that is not being worked may still have to be told, or its file be put aside.
    private async Task SettleAsync(ReportRecord record, InboxReport report, ReportFile? file, CancellationToken cancellation)
    {
        var policy = (await policies.ReadAsync(record.Policy, cancellation)).For(record.Source);
        if (record.Status is ReportStatus.Stale)
        {
            if (file is not null && record.Evidence.Count == 0)
                await new StaleEvidence(evidence, lanes).WriteAsync(record, file, report.Content, policy, cancellation);
            var told = Notices.Stale(record, policy, time.GetUtcNow());
            await store.AddNotificationsAsync(told, cancellation);
            await lanes.HintAsync(told, cancellation);
        }

        await files.PutAsideAsync(record, cancellation);
    }

    private async Task RejectAsync(ReportRecord record, Rejection rejection, AssessmentPolicy policy, CancellationToken cancellation)
    {
        var reason = rejection.Line is { } line ? $"Line {line}: {rejection.Reason}" : rejection.Reason;
        record = record with { Status = ReportStatus.Rejected, Reason = reason };
        if (await lanes.EndAsync(record, Notices.Rejected(record, policy, time.GetUtcNow()), cancellation))
            await files.PutAsideAsync(record, cancellation);
    }

    private async Task HoldAsync(ReportRecord record, string reason, AssessmentPolicy policy, CancellationToken cancellation)
    {
        record = record with { Status = ReportStatus.Held, Reason = reason };
        await lanes.EndAsync(record, Notices.Held(record, policy, time.GetUtcNow()), cancellation);
    }

    /// <summary>Why the report has to be held; null when it need not.</summary>
    private async Task<string?> DeparturesAsync(string source, ReportReader reader, AssessmentPolicy policy, CancellationToken cancellation)
    {
        const int Named = 3;
        var known = 0L;
        var missing = 0L;
        var names = new List<string>();
        await foreach (var id in store.ReadPresentIdsAsync(source, cancellation))
        {
            known++;
            if (reader.HasRead(id))
                continue;
            missing++;
            if (names.Count < Named)
                names.Add(id);
        }

        return policy.MaxDepartures.IsExceeded(missing, known)
            ? $"{missing:N0} of {known:N0} known accounts are missing from it, {string.Join(", ", names)} among them."
            : null;
    }

    // The active run cannot go on when its file is gone or holds other bytes by now; it must not block its lane for ever.
    private async Task AbandonAsync(ReportMessage message, string? reportId, CancellationToken cancellation)
    {
        if ((await store.ReadLaneAsync(message.Source, cancellation)).Lane.Active is not { } active || active.ReportId == reportId)
            return;
        if (await store.ReadReportAsync(message.Source, active.ReportId, cancellation) is not { } record || record.Name != message.Name)
            return;

        var recorded = await store.ReadChunksAsync(record.Source, record.Stamp, cancellation);
        if (recorded.Count == record.Chunks)
        {
            await queues.SendAsync(new CompletionMessage(record.Source, record.Stamp, Ask: 0), TimeSpan.Zero, cancellation);
            return;
        }

        var policy = (await policies.ReadAsync(record.Policy, cancellation)).For(record.Source);
        record = record with { Status = ReportStatus.Incomplete, Reason = "Its file was removed or replaced before it was recorded." };
        await lanes.EndAsync(record, Notices.Incomplete(record, policy, time.GetUtcNow()), cancellation);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "A file of {source} is not in the inbox any more.")]
        public static partial void Gone(ILogger logger, string source);

        [LoggerMessage(2, LogLevel.Information, "Report {reportId} of {source}, run {run}, is queued: {accounts} accounts and {unreadableRows} unreadable rows in {chunks} chunks, {recorded} of them recorded before.")]
        public static partial void Queued(ILogger logger, string source, string reportId, int run, long accounts, long unreadableRows, int? chunks, int recorded);
    }
}
