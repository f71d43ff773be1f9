using System.Globalization;

using CredFunctions.Accounts;
using CredFunctions.Notifications;
using CredFunctions.Planning;
using CredFunctions.Policy;
using CredFunctions.Ports;
using CredFunctions.Reports;
using CredFunctions.Runs;
using CredFunctions.Telemetry;

using Microsoft.Extensions.Logging;

namespace CredFunctions.Pipeline;

/// <summary>
/// Registers a report in its source's lane and, when it is its turn, reads it twice: once to refuse or hold it before
/// anything is queued, once to queue its accounts chunk by chunk.
/// </summary>
public sealed partial class IngestReport(
    IAuditStore store, IPipelineQueues queues, IReportInbox inbox, IPolicies policies, IRunEvidence evidence, LaneKeeper lanes,
        PipelineLimits limits, TimeProvider time, ILogger<IngestReport> logger)
{
    private readonly ReportFiles files = new(inbox, store);
    private readonly CurrentPolicy current = new(policies, store, queues, time, logger);

    public async Task HandleAsync(ReportMessage message, CancellationToken cancellationToken)
    {
        using var activity = PipelineActivities.Start(nameof(IngestReport), message.Source);
        if (message.Run is { } run && await IsReplayedAsync(message.Source, run, cancellationToken) is { } replayed)
        {
            activity.Of(run);
            await ReplayAsync(replayed, cancellationToken);
            return;
        }

        await using var report = await inbox.OpenAsync(message.Source, message.Name, cancellationToken);
        if (report is null)
        {
            Log.Gone(logger, message.Source);
            await AbandonAsync(message, found: null, cancellationToken);
            await NotifyStaleAsync(message, but: null, cancellationToken);
            return;
        }

        var (file, rejection) = Inspect(report.Content);
        var sha256 = file?.Sha256 ?? ReportFile.Sha256Of(report.Content);
        var policy = (await current.ReadAsync([message.Source], cancellationToken)).Policy.For(message.Source);
        var (upload, arrival) = Arrival(message, report, sha256, policy);
        var arrived = await lanes.ArriveAsync(upload, arrival, report.IsRequested, cancellationToken);
        await AbandonAsync(message, (report.Version, arrived.Upload.ReportId), cancellationToken);

        var record = arrived.Report;
        activity.Of(record.Stamp);
        if (arrived.Upload.IsRefused)
            await NotifyAsync(Notices.EarlierAsOf(arrived, policy, time.GetUtcNow()), cancellationToken);
        else if (record.Status is ReportStatus.Recording)
            await WorkAsync(record, report, file, rejection, cancellationToken);
        else
            await SettleAsync(record with { Name = message.Name, Version = report.Version }, report, file, cancellationToken);
        await NotifyStaleAsync(message, but: record.ReportId, cancellationToken);
    }

    // The upload and its report as they would be were neither known. Where its as-of is refused, the report is rejected under
    // an id that no other upload can have.
    private (Upload Upload, ReportRecord Report) Arrival(ReportMessage message, InboxReport report, string sha256, AssessmentPolicy policy)
    {
        var now = time.GetUtcNow();
        var isDecided = ReportAsOf.TryDecide(
            report.GivenAsOf, report.AsOfSetting, message.Name, report.ModifiedAt, policy.ReportTimeZone, now,
            out var asOf, out var refusal);
        var instant = asOf?.Instant ?? (report.ModifiedAt ?? now).ToUniversalTime();
        var upload = new Upload
        {
            Name = message.Name,
            Version = report.Version,
            Sha256 = sha256,
            GivenAsOf = report.GivenAsOf,
            IsAccepted = report.IsAccepted,
            AsOf = instant,
            AsOfOrigin = asOf?.Origin ?? AsOfOrigin.FileTime,
            ReportId = ReportFile.IdOf(isDecided ? sha256 : $"{sha256}\n{report.GivenAsOf}", instant),
        };
        return (upload, new ReportRecord
        {
            Source = message.Source,
            ReportId = upload.ReportId,
            Sha256 = isDecided ? sha256 : "",
            Name = message.Name,
            Version = report.Version,
            AsOf = instant,
            AsOfOrigin = upload.AsOfOrigin,
            SameReportHours = policy.SameReportHours,
            Status = isDecided ? ReportStatus.Waiting : ReportStatus.Rejected,
            Reason = refusal,
            Remarks = asOf?.Remark is { } remark ? [remark] : [],
            Run = 1,
            Policy = policy.Hash,
            ArrivedAt = now,
            TouchedAt = now,
            IsAccepted = report.IsAccepted,
        });
    }

    // The active run, where it reads no upload but what the inbox keeps.
    private async Task<ReportRecord?> IsReplayedAsync(string source, RunStamp run, CancellationToken cancellationToken) =>
        await lanes.IsActiveAsync(source, run, cancellationToken)
        && await store.ReadReportAsync(source, run.ReportId, cancellationToken) is { } record
        && (record.IsReplayed || record.Status is ReportStatus.Withdrawn)
            ? record
            : null;

    private async Task ReplayAsync(ReportRecord record, CancellationToken cancellationToken)
    {
        if (record.Status is ReportStatus.Withdrawn)
        {
            await queues.SendAsync(new CompletionMessage(record.Source, record.Stamp, Ask: 0), TimeSpan.Zero, cancellationToken);
            return;
        }

        await using var report = await files.FindAsync(record, cancellationToken);
        if (report is null)
        {
            await EndWithoutFileAsync(record, cancellationToken);
            return;
        }

        var (file, rejection) = Inspect(report.Content);
        await WorkAsync(record, report, file, rejection, cancellationToken);
    }

    private static (ReportFile? File, Rejection? Rejection) Inspect(Stream content)
    {
        try
        {
            return (ReportFile.Inspect(content), null);
        }
        catch (ReportRejectedException ex)
        {
            return (null, ex.Rejection);
        }
    }

    private async Task WorkAsync(
        ReportRecord record, InboxReport report, ReportFile? file, Rejection? rejection, CancellationToken cancellationToken)
    {
        var policy = await PolicyOfAsync(record, cancellationToken);
        if (record.Policy.Length == 0)
        {
            record = record with { Policy = policy.Hash };
            if (!await lanes.UpdateAsync(record, cancellationToken))
                return;
        }

        if (file is null)
        {
            await RejectAsync(record, rejection!, policy, cancellationToken);
            return;
        }

        var recorded = await store.ReadChunksAsync(record.Source, record.Stamp, cancellationToken);
        if (recorded.Count != record.Chunks)
        {
            var reading = new ReportReading(file, report.Content, record, policy);
            try
            {
                record = record with { Counts = reading.Count(out var reader) };
                using (reader)
                {
                    var missing = await MissingAccounts.OfAsync(store, record.Source, reader, cancellationToken);
                    record = record with
                    {
                        Counts = record.Counts with { Missing = missing.Count },
                        Remarks = RemarksOf(record, reading, policy),
                    };
                    if (await WhyHoldAsync(record, reading, reader, missing, policy, cancellationToken) is { } reason)
                    {
                        await HoldAsync(record, reason, policy, cancellationToken);
                        return;
                    }

                    await evidence.KeepAsync(record, ReportDetails.Of(file, reader), cancellationToken);
                }
            }
            catch (ReportRejectedException ex)
            {
                await RejectAsync(record, ex.Rejection, policy, cancellationToken);
                return;
            }

            var chunks = 0;
            await queues.SendAsync(Unrecorded(), cancellationToken);
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

            if (!await lanes.UpdateAsync(record, cancellationToken))
                return;
            Log.Queued(logger, record.Source, record.ReportId, record.Run, record.Counts.Accounts, record.Counts.UnreadableRows,
                record.Chunks, recorded.Count);
        }

        await queues.SendAsync(new CompletionMessage(record.Source, record.Stamp, Ask: 0), limits.FirstAsk, cancellationToken);
    }

    // What is known of a report that is not being worked may still have to be notified, or its file be moved away.
    private async Task SettleAsync(ReportRecord record, InboxReport report, ReportFile? file, CancellationToken cancellationToken)
    {
        if (record.Status is ReportStatus.Stale)
        {
            if (file is not null && record.OwnEvidence.Count == 0)
                await new StaleEvidence(evidence, lanes)
                    .WriteAsync(record, file, report.Content, await PolicyOfAsync(record, cancellationToken), cancellationToken);
            await NotifyStaleAsync(record, cancellationToken);
        }
        else if (record is { Status: ReportStatus.Rejected, Sha256: "" })
        {
            // It never was in the lane, so nothing else has notified it.
            await NotifyAsync(Notices.Rejected(record, await PolicyOfAsync(record, cancellationToken), time.GetUtcNow()),
                cancellationToken);
        }

        await files.ArchiveAsync(record, cancellationToken);
    }

    // The report that a message is about may have become stale while its file was removed or replaced.
    private async Task NotifyStaleAsync(ReportMessage message, string? but, CancellationToken cancellationToken)
    {
        if (message.Run is { } run && run.ReportId != but
            && await store.ReadReportAsync(message.Source, run.ReportId, cancellationToken) is { Status: ReportStatus.Stale } stale)
        {
            await NotifyStaleAsync(stale, cancellationToken);
        }
    }

    private async Task NotifyStaleAsync(ReportRecord record, CancellationToken cancellationToken) =>
        await NotifyAsync(Notices.Stale(record, await PolicyOfAsync(record, cancellationToken), time.GetUtcNow()), cancellationToken);

    private async Task NotifyAsync(IReadOnlyList<Notification> notices, CancellationToken cancellationToken)
    {
        await store.AddNotificationsAsync(notices, cancellationToken);
        await queues.EnqueueAsync(notices, cancellationToken);
    }

    // A run that a person asked for, and that came to nothing, may have been pinned to none.
    private async Task<AssessmentPolicy> PolicyOfAsync(ReportRecord record, CancellationToken cancellationToken) =>
        (record.Policy.Length == 0
            ? (await current.ReadAsync([record.Source], cancellationToken)).Policy
            : await policies.ReadAsync(record.Policy, cancellationToken))
        .For(record.Source);

    private static IReadOnlyList<string> RemarksOf(ReportRecord record, ReportReading reading, AssessmentPolicy policy) =>
        new ReportAsOf(record.AsOf, record.AsOfOrigin).OlderThanFile(record.Name, reading.Newest, policy.ReportTimeZone) is { } remark
            ? [.. record.Remarks.Where(other => other != remark), remark]
            : record.Remarks;

    private async Task RejectAsync(ReportRecord record, Rejection rejection, AssessmentPolicy policy, CancellationToken cancellationToken)
    {
        var reason = rejection.Line is { } line ? $"Line {line}: {rejection.Reason}" : rejection.Reason;
        record = record with { Status = ReportStatus.Rejected, Reason = reason };
        if (await lanes.EndAsync(record, Notices.Rejected(record, policy, time.GetUtcNow()), cancellationToken))
            await files.ArchiveAsync(record, cancellationToken);
    }

    private async Task HoldAsync(ReportRecord record, string reason, AssessmentPolicy policy, CancellationToken cancellationToken)
    {
        record = record with { Status = ReportStatus.Held, Reason = reason };
        await lanes.EndAsync(record, Notices.Held(record, policy, time.GetUtcNow()), cancellationToken);
    }

    /// <summary>Every reason to hold the report; null where there is none. What was completed, and comes last, is never held.</summary>
    private async Task<string?> WhyHoldAsync(
        ReportRecord record, ReportReading reading, ReportReader reader, MissingAccounts missing, AssessmentPolicy policy,
        CancellationToken cancellationToken)
    {
        var lane = (await store.ReadLaneAsync(record.Source, cancellationToken)).Lane;
        if (record.IsAccepted || lane.Last?.ReportId == record.ReportId)
            return null;

        var reasons = new List<string>();
        if (record.OlderCopyOf is { } copied)
        {
            var effect = await new DryRun(store, reading).OfAsync(lane, record, policy, reader, cancellationToken);
            var date = copied.ToOffset(policy.ReportTimeZone).ToString("yyyy-MM-dd HH:mm zzz", CultureInfo.InvariantCulture);
            reasons.Add(
                $"It has the same content as the report of {date}; "
                + $"it would open {effect.Opened + effect.Reopened:N0} and resolve {Findings(effect.Resolved)}.");
        }

        if (missing.WhyHold(record.Counts.UnreadableRows, policy) is { } departures)
            reasons.Add(departures);
        return reasons.Count == 0 ? null : string.Join(' ', reasons);

        static string Findings(long count) => count == 1 ? "1 finding" : $"{count:N0} findings";
    }

    // The active run cannot go on when the upload it reads is gone before its last chunk was queued, unless another one has the
    // same bytes; it must not block its lane. Bytes that are replaced in place may leave the version as it was.
    private async Task AbandonAsync(ReportMessage message, (string Version, string ReportId)? found, CancellationToken cancellationToken)
    {
        if ((await store.ReadLaneAsync(message.Source, cancellationToken)).Lane.Active is not { } active
            || await store.ReadReportAsync(message.Source, active.ReportId, cancellationToken)
                is not { Status: ReportStatus.Recording, IsReplayed: false } record
            || record.Name != message.Name || found == (record.Version, record.ReportId))
        {
            return;
        }

        // A run that is resumed has lost messages: what is not recorded cannot be queued again.
        var isQueued = record.Chunks is { } chunks
            && (message.Run is null || (await store.ReadChunksAsync(record.Source, record.Stamp, cancellationToken)).Count == chunks);
        if (isQueued)
            await queues.SendAsync(new CompletionMessage(record.Source, record.Stamp, Ask: 0), TimeSpan.Zero, cancellationToken);
        else if (await files.OtherUploadAsync(record, cancellationToken) is { } other)
            await ReadFromAsync(record, other, cancellationToken);
        else
            await EndWithoutFileAsync(record, cancellationToken);
    }

    private async Task ReadFromAsync(ReportRecord record, Upload other, CancellationToken cancellationToken)
    {
        if (await lanes.ReadFromAsync(record, other, cancellationToken))
            await queues.SendAsync(new ReportMessage(record.Source, other.Name, record.Stamp), cancellationToken);
    }

    private async Task EndWithoutFileAsync(ReportRecord record, CancellationToken cancellationToken)
    {
        record = record with { Status = ReportStatus.Incomplete, Reason = "Its file was removed or replaced before it was recorded." };
        await lanes.EndAsync(
            record, Notices.Incomplete(record, await PolicyOfAsync(record, cancellationToken), time.GetUtcNow()), cancellationToken);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "A file of {source} is not in the inbox any more.")]
        public static partial void Gone(ILogger logger, string source);

        [LoggerMessage(2, LogLevel.Information, "Report {reportId} of {source}, run {run}, is queued: {accounts} accounts and {unreadableRows} unreadable rows in {chunks} chunks, {recorded} of them recorded before.")]
        public static partial void Queued(
            ILogger logger, string source, string reportId, int run, long accounts, long unreadableRows, int? chunks, int recorded);
    }
}
