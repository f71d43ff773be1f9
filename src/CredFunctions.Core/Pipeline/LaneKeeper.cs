using CredFunctions.Accounts;
using CredFunctions.Pipeline.Lanes;
using CredFunctions.Pipeline.Messages;
using CredFunctions.Pipeline.Notifications;
using CredFunctions.Pipeline.Ports;
using CredFunctions.Pipeline.Telemetry;

using Microsoft.Extensions.Logging;

namespace CredFunctions.Pipeline;

/// <summary>Moves reports through their lanes: decide purely, save conditionally, and decide again when somebody was faster.</summary>
public sealed partial class LaneKeeper(IAuditStore store, IPipelineQueues queues, TimeProvider time, ILogger<LaneKeeper> logger)
{
    /// <summary>Whether the run is the one that its source is working on.</summary>
    public async Task<bool> IsActiveAsync(string source, RunStamp run, CancellationToken cancellation) =>
        (await store.ReadLaneAsync(source, cancellation)).Lane.Active == run;

    /// <summary>A run's record with what changed of it meanwhile; null where the run is over or was begun again.</summary>
    public async Task<ReportRecord?> CurrentAsync(ReportRecord record, CancellationToken cancellation) =>
        await CurrentAsync((await store.ReadLaneAsync(record.Source, cancellation)).Lane, record, cancellation);

    /// <summary>Registers bytes that arrived, for the first time or again; gives their record as it then is.</summary>
    public async Task<ReportRecord> ArriveAsync(ReportRecord arrival, CancellationToken cancellation)
    {
        while (true)
        {
            var stored = await store.ReadLaneAsync(arrival.Source, cancellation);
            var known = await store.ReadReportAsync(arrival.Source, arrival.ReportId, cancellation);
            var upload = new Upload(arrival.Name, arrival.Version, arrival.ReportId);
            var seen = await store.ReadUploadAsync(arrival.Source, arrival.Name, cancellation);
            var isUpload = seen is null || seen with { IsSettled = false } != upload;
            var step = LaneRules.Arrive(stored.Lane, known, arrival, isUpload, time.GetUtcNow());
            if (isUpload)
                step = (step ?? new LaneStep(stored.Lane, [])) with { Seen = upload };
            if (step is null)
                return known!;
            if (!await store.CommitAsync(step, stored.Version, cancellation))
                continue;
            Note(step);
            return step.Records is [var moved] ? moved : known!;
        }
    }

    /// <summary>Saves what has become of the active run, while it is active; false when it is not any more.</summary>
    public async Task<bool> UpdateAsync(ReportRecord record, CancellationToken cancellation)
    {
        while (true)
        {
            var stored = await store.ReadLaneAsync(record.Source, cancellation);
            if (await CurrentAsync(stored.Lane, record, cancellation) is not { } current)
                return false;
            if (await store.CommitAsync(new LaneStep(stored.Lane, [current with { TouchedAt = time.GetUtcNow() }]), stored.Version, cancellation))
                return true;
        }
    }

    /// <summary>Notes the evidence, and the figures in it, of a report that is not worked.</summary>
    public async Task KeepEvidenceAsync(ReportRecord record, CancellationToken cancellation)
    {
        while (true)
        {
            var stored = await store.ReadLaneAsync(record.Source, cancellation);
            if (await store.ReadReportAsync(record.Source, record.ReportId, cancellation) is not { } current
                || current.Status != record.Status || current.Stamp != record.Stamp)
            {
                return;
            }

            if (await store.CommitAsync(new LaneStep(stored.Lane, [current with { Evidence = record.Evidence, Counts = record.Counts, TouchedAt = time.GetUtcNow() }]), stored.Version, cancellation))
                return;
        }
    }

    /// <summary>
    /// Ends the active run. What has to be told is written first, then the run ends and the next one starts in one
    /// transaction, then the hints go out: whatever is lost after a step can be read from the store. False when the run was
    /// not the active one any more; its file may then be another run's by now.
    /// </summary>
    public async Task<bool> EndAsync(ReportRecord ended, IReadOnlyCollection<Notification> told, CancellationToken cancellation)
    {
        if (await CurrentAsync(ended, cancellation) is null)
            return false;

        await store.AddNotificationsAsync(told, cancellation);
        while (true)
        {
            var stored = await store.ReadLaneAsync(ended.Source, cancellation);
            if (await CurrentAsync(stored.Lane, ended, cancellation) is not { } current)
                return false;

            var step = LaneRules.Leave(stored.Lane, current, await WaitingAsync(ended.Source, cancellation), time.GetUtcNow());
            if (!await store.CommitAsync(step, stored.Version, cancellation))
                continue;
            Note(step);
            await LookAtAsync(step.Records.Skip(1), cancellation);
            if (step.Lane.Active is null)
                await WakeAsync(ended.Source, cancellation);
            break;
        }

        await HintAsync(told, cancellation);
        return true;
    }

    /// <summary>Starts the earliest waiting report of a lane in which none is worked.</summary>
    public async Task WakeAsync(string source, CancellationToken cancellation)
    {
        while (true)
        {
            var stored = await store.ReadLaneAsync(source, cancellation);
            if (LaneRules.Wake(stored.Lane, await WaitingAsync(source, cancellation), time.GetUtcNow()) is not { } step
                || !await store.CommitAsync(step, stored.Version, cancellation))
            {
                // Nothing is to be started, or whoever was faster does it.
                return;
            }

            Note(step);
            await LookAtAsync(step.Records, cancellation);
        }
    }

    /// <summary>Says that somebody should look at these: they were started, or are stale and have to be told.</summary>
    private async Task LookAtAsync(IEnumerable<ReportRecord> records, CancellationToken cancellation)
    {
        foreach (var record in records)
            await queues.SendAsync(new ReportMessage(record.Source, record.Name, record.Stamp), cancellation);
    }

    public async Task HintAsync(IEnumerable<Notification> told, CancellationToken cancellation)
    {
        foreach (var notification in told)
            await queues.SendAsync(NotificationMessage.Of(notification), TimeSpan.Zero, cancellation);
    }

    // The record as it shall be saved, if its run is still the same start of the same run; where its file lies may have
    // changed meanwhile. Records only change together with their lane, so the lane's version guards this look too.
    private async Task<ReportRecord?> CurrentAsync(Lane lane, ReportRecord wanted, CancellationToken cancellation)
    {
        if (lane.Active != wanted.Stamp || await store.ReadReportAsync(wanted.Source, wanted.ReportId, cancellation) is not { } stored
            || stored.StartedAt != wanted.StartedAt)
        {
            return null;
        }

        return wanted with { Name = stored.Name, Version = stored.Version, DeparturesAccepted = stored.DeparturesAccepted };
    }

    private ValueTask<List<ReportRecord>> WaitingAsync(string source, CancellationToken cancellation) =>
        store.ReadWaitingAsync(source, cancellation).ToListAsync(cancellation);

    private void Note(LaneStep step)
    {
        foreach (var record in step.Records)
        {
            if (record.Status is ReportStatus.Waiting or ReportStatus.Recording)
            {
                Log.Moved(logger, record.Source, record.ReportId, record.Run, record.Status);
                continue;
            }

            PipelineMeter.Ended(record, time.GetUtcNow());
            if (record.Status is ReportStatus.Complete or ReportStatus.Stale)
                Log.Ended(logger, record.Source, record.ReportId, record.Run, record.Status, record.Counts.Accounts);
            else
                Log.EndedBadly(logger, record.Source, record.ReportId, record.Run, record.Status, record.Reason);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Report {reportId} of {source}, run {run}: {status}.")]
        public static partial void Moved(ILogger logger, string source, string reportId, int run, ReportStatus status);

        [LoggerMessage(2, LogLevel.Information, "Report {reportId} of {source}, run {run}, ended: {outcome}, {accounts} accounts.")]
        public static partial void Ended(ILogger logger, string source, string reportId, int run, ReportStatus outcome, long accounts);

        [LoggerMessage(3, LogLevel.Warning, "Report {reportId} of {source}, run {run}, ended: {outcome}. {reason}")]
        public static partial void EndedBadly(ILogger logger, string source, string reportId, int run, ReportStatus outcome, string? reason);
    }
}
