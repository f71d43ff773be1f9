using CredFunctions.Accounts;
using CredFunctions.Notifications;
using CredFunctions.Ports;
using CredFunctions.Runs;
using CredFunctions.Telemetry;

using Microsoft.Extensions.Logging;

namespace CredFunctions.Pipeline;

/// <summary>Moves reports through their lanes: decide purely, save conditionally, and decide again when somebody was faster.</summary>
public sealed partial class LaneKeeper(IAuditStore store, IPipelineQueues queues, TimeProvider time, ILogger<LaneKeeper> logger)
{
    /// <summary>Whether the run is the one that its source is working on.</summary>
    public async Task<bool> IsActiveAsync(string source, RunStamp run, CancellationToken cancellationToken) =>
        (await store.ReadLaneAsync(source, cancellationToken)).Lane.Active == run;

    /// <summary>A run's record with what changed of it meanwhile; null where the run is over or was begun again.</summary>
    public async Task<ReportRecord?> CurrentAsync(ReportRecord record, CancellationToken cancellationToken) =>
        await CurrentAsync((await store.ReadLaneAsync(record.Source, cancellationToken)).Lane, record, cancellationToken);

    /// <summary>Registers an upload, or meets it again; gives its report as it then is.</summary>
    /// <param name="found">The upload as it would be were it never seen.</param>
    /// <param name="arrival">The report as it would be were it not known: waiting, or rejected for its as-of.</param>
    /// <param name="isRequested">Whether a person asks for it, so that it counts as new though it was seen before.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<Arrived> ArriveAsync(Upload found, ReportRecord arrival, bool isRequested, CancellationToken cancellationToken)
    {
        while (true)
        {
            var stored = await store.ReadLaneAsync(arrival.Source, cancellationToken);
            var seen = await store.ReadUploadAsync(arrival.Source, found.Name, cancellationToken);
            var of = seen is null ? null : await store.ReadReportAsync(arrival.Source, seen.ReportId, cancellationToken);
            var meeting = UploadRules.Meet(seen, of, found);
            var upload = meeting.Upload;
            var known = upload.ReportId == of?.ReportId
                ? of
                : await store.ReadReportAsync(arrival.Source, upload.ReportId, cancellationToken);
            var step = StepOf(stored.Lane, meeting, known, arrival, isRequested);
            if (known is { Match: not ReportMatch.Undecided } && upload.Match is ReportMatch.Undecided)
                upload = upload with { Match = ReportMatch.SameReport };
            if (upload != seen)
                step = step.With(upload);
            if (step.IsEmpty)
                return new Arrived(known!, upload);

            if (step.Records.Any(record => record.Status is ReportStatus.Waiting))
                step = await TakeTurnsAsync(step, cancellationToken);
            if (!await store.CommitAsync(step, stored.Version, cancellationToken))
                continue;

            Note(step);
            upload = step.Uploads.FirstOrDefault(each => each.Name == found.Name) ?? upload;
            await LookAtAsync(step, but: upload.ReportId, cancellationToken);
            var report = step.Records.FirstOrDefault(each => each.ReportId == upload.ReportId)
                ?? await store.ReadReportAsync(arrival.Source, upload.ReportId, cancellationToken);
            return new Arrived(report!, upload);
        }
    }

    /// <summary>Lets a held report go on; gives it as it then is.</summary>
    public Task<ReportRecord> AcceptAsync(ReportRecord held, CancellationToken cancellationToken) =>
        MoveAsync(held, Accept, cancellationToken);

    /// <summary>Records a report since a person asks for it, where it is not too late for that; gives it as it then is.</summary>
    /// <remarks>For one that was withdrawn or is stale: no upload brings it into the lane again.</remarks>
    public Task<ReportRecord> ReplayAsync(ReportRecord report, CancellationToken cancellationToken) =>
        MoveAsync(report, (lane, record) => LaneRules.Replay(lane, record, time.GetUtcNow()), cancellationToken);

    /// <summary>
    /// Withdraws the last completed report of a source; false, and nothing done, where it is not that any more, or another one
    /// is being worked.
    /// </summary>
    /// <param name="report">The report.</param>
    /// <param name="before">The report that is to be recorded again; null where there is none.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<bool> WithdrawAsync(ReportRecord report, ReportRecord? before, CancellationToken cancellationToken)
    {
        while (true)
        {
            var stored = await store.ReadLaneAsync(report.Source, cancellationToken);
            if (stored.Lane.Active is not null || stored.Lane.Last?.ReportId != report.ReportId)
                return false;

            var step = LaneRules.Withdraw(stored.Lane, report, before, time.GetUtcNow());
            if (!await store.CommitAsync(step, stored.Version, cancellationToken))
                continue;
            Note(step);
            await LookAtAsync(step, but: null, cancellationToken);
            return true;
        }
    }

    /// <summary>Saves what has become of the active run, while it is active; false when it is not any more.</summary>
    public Task<bool> UpdateAsync(ReportRecord record, CancellationToken cancellationToken) =>
        UpdateAsync(record, current => current, cancellationToken);

    /// <summary>Lets the active run read another upload of its report; false when it is not active any more.</summary>
    public Task<bool> ReadFromAsync(ReportRecord record, Upload upload, CancellationToken cancellationToken) =>
        UpdateAsync(record, current => current with { Name = upload.Name, Version = upload.Version }, cancellationToken);

    /// <summary>Notes the evidence, and the figures in it, of a report that is not worked.</summary>
    public async Task KeepEvidenceAsync(ReportRecord record, CancellationToken cancellationToken)
    {
        while (true)
        {
            var stored = await store.ReadLaneAsync(record.Source, cancellationToken);
            if (await store.ReadReportAsync(record.Source, record.ReportId, cancellationToken) is not { } current
                || current.Status != record.Status || current.Stamp != record.Stamp)
            {
                return;
            }

            if (await store.CommitAsync(
                new LaneStep(stored.Lane,
                [current with { Evidence = record.Evidence, Counts = record.Counts, TouchedAt = time.GetUtcNow() }]), stored.Version, cancellationToken))
                return;
        }
    }

    /// <summary>
    /// Ends the active run. What has to be told is written first, then the run ends and the next one starts in one
    /// transaction, then the hints go out: whatever is lost after a step can be read from the store. False when the run was
    /// not the active one any more; its file may then be another run's by now.
    /// </summary>
    public async Task<bool> EndAsync(ReportRecord ended, IReadOnlyCollection<Notification> told, CancellationToken cancellationToken)
    {
        if (await CurrentAsync(ended, cancellationToken) is null)
            return false;

        await store.AddNotificationsAsync(told, cancellationToken);
        while (true)
        {
            var stored = await store.ReadLaneAsync(ended.Source, cancellationToken);
            if (await CurrentAsync(stored.Lane, ended, cancellationToken) is not { } current)
                return false;

            var step = await TakeTurnsAsync(LaneRules.Leave(stored.Lane, current, time.GetUtcNow()), cancellationToken);
            if (!await store.CommitAsync(step, stored.Version, cancellationToken))
                continue;
            Note(step);
            await LookAtAsync(step, but: ended.ReportId, cancellationToken);
            if (step.Lane.Active is null)
                await WakeAsync(ended.Source, cancellationToken);
            break;
        }

        await queues.EnqueueAsync(told, cancellationToken);
        return true;
    }

    /// <summary>Starts the earliest waiting report of a lane in which none is worked.</summary>
    public async Task WakeAsync(string source, CancellationToken cancellationToken)
    {
        while (true)
        {
            var stored = await store.ReadLaneAsync(source, cancellationToken);
            var step = await TakeTurnsAsync(new LaneStep(stored.Lane, []), cancellationToken);
            if (step.IsEmpty || !await store.CommitAsync(step, stored.Version, cancellationToken))
            {
                // Nothing is to be started, or another process was faster and does it.
                return;
            }

            Note(step);
            await LookAtAsync(step, but: null, cancellationToken);
        }
    }

    private async Task<bool> UpdateAsync(ReportRecord record, Func<ReportRecord, ReportRecord> change, CancellationToken cancellationToken)
    {
        while (true)
        {
            var stored = await store.ReadLaneAsync(record.Source, cancellationToken);
            if (await CurrentAsync(stored.Lane, record, cancellationToken) is not { } current)
                return false;
            var step = new LaneStep(stored.Lane, [change(current) with { TouchedAt = time.GetUtcNow() }]);
            if (await store.CommitAsync(step, stored.Version, cancellationToken))
                return true;
        }
    }

    private LaneStep Accept(Lane lane, ReportRecord held) =>
        LaneRules.Meet(new LaneStep(lane, []), held, held with { IsAccepted = true }, isNew: false, time.GetUtcNow());

    private LaneStep StepOf(Lane lane, UploadMeeting meeting, ReportRecord? known, ReportRecord arrival, bool isRequested)
    {
        var step = new LaneStep(lane, []) { Removed = meeting.Replaced is { } replaced ? [replaced] : [] };
        var upload = meeting.Upload;
        if (meeting.IsLater)
            return known!.Version == arrival.Version ? step : step.With(known with { Version = arrival.Version });
        if (upload.IsRefused)
            return step;
        if (arrival.Status is ReportStatus.Rejected && meeting.IsNew)
            return step.With(arrival with { ReportId = upload.ReportId, Run = (known?.Run ?? 0) + 1 });

        var record = arrival with
        {
            ReportId = upload.ReportId,
            Status = ReportStatus.Waiting,
            AsOf = upload.AsOf,
            AsOfOrigin = upload.AsOfOrigin,
            Corrects = upload.Corrects,
        };
        return known is null
            ? LaneRules.Arrive(step, record, time.GetUtcNow())
            : LaneRules.Meet(step, known, record, meeting.IsNew || isRequested, time.GetUtcNow());
    }

    /// <summary>Gives the waiting reports their turn, the earliest first, until one is being worked. A step takes only so many.</summary>
    private async Task<LaneStep> TakeTurnsAsync(LaneStep step, CancellationToken cancellationToken)
    {
        if (step.Lane.Active is not null)
            return step;

        var source = step.Lane.Source;
        var waiting = await store.ReadWaitingAsync(source, cancellationToken)
            .ToDictionaryAsync(record => record.ReportId, StringComparer.Ordinal, cancellationToken);
        foreach (var moved in step.Records)
            waiting[moved.ReportId] = moved;
        foreach (var gone in step.Removed)
            waiting.Remove(gone);

        // Those that are held are looked at first: they only become stale.
        var inOrder = waiting.Values
            .Where(record => record.Status is ReportStatus.Waiting or ReportStatus.Held)
            .OrderBy(record => record.Status is ReportStatus.Waiting).ThenBy(record => record.Order);
        foreach (var next in inOrder)
        {
            if (step.Lane.Active is not null || step.IsFull)
                break;
            if (step.Current(next) != next)
                continue;

            IReadOnlyList<ReportRecord> known = [];
            Upload? upload = null;
            if (next is { Status: ReportStatus.Waiting, Match: ReportMatch.Undecided })
            {
                known = await store.ReadReportsOfAsync(source, next.Sha256, cancellationToken).ToListAsync(cancellationToken);
                upload = step.Uploads.FirstOrDefault(each => each.Name == next.Name)
                    ?? await store.ReadUploadAsync(source, next.Name, cancellationToken);
            }

            step = LaneRules.Take(step, next, known, upload, time.GetUtcNow());
        }

        return step;
    }

    /// <summary>Asks for another look at what a step started, made stale, or found to be a report that is known.</summary>
    private async Task LookAtAsync(LaneStep step, string? but, CancellationToken cancellationToken)
    {
        foreach (var record in step.Records.Where(record => record.ReportId != but))
        {
            if (record.Status is ReportStatus.Withdrawn && record.Stamp == step.Lane.Active)
                await queues.SendAsync(new CompletionMessage(record.Source, record.Stamp, Ask: 0), TimeSpan.Zero, cancellationToken);
            else if (record.Status is ReportStatus.Recording or ReportStatus.Stale)
                await queues.SendAsync(new ReportMessage(record.Source, record.Name, record.Stamp), cancellationToken);
        }

        foreach (var upload in step.Uploads.Where(upload => upload.ReportId != but && upload.Match is ReportMatch.SameHours))
            await queues.SendAsync(new ReportMessage(step.Lane.Source, upload.Name), cancellationToken);
    }

    private async Task<ReportRecord> MoveAsync(
        ReportRecord report, Func<Lane, ReportRecord, LaneStep> move, CancellationToken cancellationToken)
    {
        while (true)
        {
            var stored = await store.ReadLaneAsync(report.Source, cancellationToken);
            var current = await store.ReadReportAsync(report.Source, report.ReportId, cancellationToken) ?? report;
            if (current.Status != report.Status)
                return current;

            var step = move(stored.Lane, current);
            if (step.IsEmpty)
                return current;
            step = await TakeTurnsAsync(step, cancellationToken);
            if (!await store.CommitAsync(step, stored.Version, cancellationToken))
                continue;
            Note(step);
            await LookAtAsync(step, but: null, cancellationToken);
            return step.Current(current) ?? current;
        }
    }

    // The record as it shall be saved, if its run is still the same start of the same run; where its file lies may have
    // changed meanwhile. Records only change together with their lane, so the lane's version guards this look too.
    private async Task<ReportRecord?> CurrentAsync(Lane lane, ReportRecord wanted, CancellationToken cancellationToken)
    {
        if (lane.Active != wanted.Stamp || await store.ReadReportAsync(wanted.Source, wanted.ReportId, cancellationToken) is not { } stored
            || stored.StartedAt != wanted.StartedAt)
        {
            return null;
        }

        return wanted with { Name = stored.Name, Version = stored.Version, IsAccepted = stored.IsAccepted };
    }

    // The withdrawal of an only report is a run of its own. A report that stays complete ended when its run did.
    private static bool HasEnded(Lane lane, ReportRecord record) => record.Status switch
    {
        ReportStatus.Waiting or ReportStatus.Recording => false,
        ReportStatus.Withdrawn => lane.Active != record.Stamp,
        ReportStatus.Complete => lane.LastCompleted == record.Stamp,
        _ => true,
    };

    private void Note(LaneStep step)
    {
        foreach (var record in step.Records)
        {
            if (!HasEnded(step.Lane, record))
            {
                Log.Moved(logger, record.Source, record.ReportId, record.Run, record.Status);
                continue;
            }

            PipelineMeter.Ended(record, time.GetUtcNow());
            if (record.Status is ReportStatus.Withdrawn && step.Lane.LastCompleted is null)
                PipelineMeter.Forgotten(record.Source);
            if (record.Status is ReportStatus.Complete or ReportStatus.Stale or ReportStatus.Withdrawn)
                Log.Ended(logger, record.Source, record.ReportId, record.Run, record.Status, record.Counts.Accounts);
            else
                Log.EndedBadly(logger, record.Source, record.ReportId, record.Run, record.Status, record.Reason);
        }

        foreach (var upload in step.Uploads.Where(upload => upload.Match is ReportMatch.SameReport or ReportMatch.SameHours))
            Log.Same(logger, upload.Name, step.Lane.Source, upload.ReportId, upload.AsOf);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Report {reportId} of {source}, run {run}: {status}.")]
        public static partial void Moved(ILogger logger, string source, string reportId, int run, ReportStatus status);

        [LoggerMessage(2, LogLevel.Information, "Report {reportId} of {source}, run {run}, ended: {outcome}, {accounts} accounts.")]
        public static partial void Ended(ILogger logger, string source, string reportId, int run, ReportStatus outcome, long accounts);

        [LoggerMessage(4, LogLevel.Information, "The file {name} of {source}, as of {asOf:u}, is report {reportId} again.")]
        public static partial void Same(ILogger logger, string name, string source, string reportId, DateTimeOffset asOf);

        [LoggerMessage(3, LogLevel.Warning, "Report {reportId} of {source}, run {run}, ended: {outcome}. {reason}")]
        public static partial void EndedBadly(
            ILogger logger, string source, string reportId, int run, ReportStatus outcome, string? reason);
    }
}
