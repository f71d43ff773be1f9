using CredFunctions.Accounts;
using CredFunctions.Notifications;
using CredFunctions.Planning;
using CredFunctions.Policy;
using CredFunctions.Ports;
using CredFunctions.Runs;
using CredFunctions.Telemetry;

using Microsoft.Extensions.Logging;

namespace CredFunctions.Pipeline;

/// <summary>
/// Moves reports through their lanes: decides by pure rules, saves conditionally, and decides again when another process was faster.
/// </summary>
public sealed partial class LaneKeeper(
    ILaneStore store, NotificationOutbox outbox, IPipelineQueues queues, TimeProvider time, ILogger<LaneKeeper> logger)
{
    public async Task<Lane> LaneAsync(string source, CancellationToken cancellationToken) =>
        (await store.ReadLaneAsync(source, cancellationToken)).Lane;

    public Task<ReportRecord?> ReportAsync(string source, string reportId, CancellationToken cancellationToken) =>
        store.ReadReportAsync(source, reportId, cancellationToken);

    /// <summary>The report of the run that a source is working on; null when it is working on none.</summary>
    public async Task<ReportRecord?> ActiveReportAsync(string source, CancellationToken cancellationToken) =>
        (await LaneAsync(source, cancellationToken)).Active is { } active
            ? await ReportAsync(source, active.ReportId, cancellationToken)
            : null;

    /// <summary>Whether the run is the one that its source is working on.</summary>
    public async Task<bool> IsActiveAsync(string source, RunStamp run, CancellationToken cancellationToken) =>
        (await LaneAsync(source, cancellationToken)).Active == run;

    /// <summary>A run's record with what changed of it meanwhile; null where the run is over or was begun again.</summary>
    public async Task<ReportRecord?> CurrentAsync(ReportRecord record, CancellationToken cancellationToken) =>
        await CurrentAsync(await LaneAsync(record.Source, cancellationToken), record, cancellationToken);

    /// <summary>Enqueues the first look at whether a run is recorded.</summary>
    public Task AskForCompletionAsync(ReportRecord record, TimeSpan delay, CancellationToken cancellationToken) =>
        queues.SendAsync(new CompletionMessage(record.Source, record.Stamp, Ask: 0), delay, cancellationToken);

    /// <summary>
    /// Registers an upload, or meets it again; returns it as it is stored, with its report as it is afterwards. Of an upload whose
    /// as-of is refused that is the report that has to be withdrawn first.
    /// </summary>
    /// <param name="arrivalAt">
    /// Makes, of the current time, the upload and its report as they would be if neither were known: waiting, or rejected for its
    /// as-of.
    /// </param>
    /// <param name="isRequested">Whether a person asks for it, so that it counts as new though it was seen before.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<(ReportRecord Report, Upload Upload)> ArriveAsync(
        Func<DateTimeOffset, (Upload Upload, ReportRecord Report)> arrivalAt, bool isRequested, CancellationToken cancellationToken)
    {
        var (found, arrival) = arrivalAt(time.GetUtcNow());
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
                return (known!, upload);

            if (step.Records.Any(record => record.Status is ReportStatus.Waiting))
                step = await TakeTurnsAsync(step, cancellationToken);
            upload = step.Uploads.FirstOrDefault(each => each.Name == found.Name) ?? upload;
            if (!await SaveAsync(step, stored.Version, except: upload.ReportId, cancellationToken))
                continue;

            var report = step.Records.FirstOrDefault(each => each.ReportId == upload.ReportId)
                ?? await store.ReadReportAsync(arrival.Source, upload.ReportId, cancellationToken);
            return (report!, upload);
        }
    }

    /// <summary>Lets a held report go on; returns it as it is afterwards.</summary>
    public Task<ReportRecord> AcceptAsync(ReportRecord held, CancellationToken cancellationToken) =>
        MoveAsync(held, Accept, cancellationToken);

    /// <summary>Records a withdrawn or stale report again on request, where it is not too late; returns it as it is afterwards.</summary>
    /// <remarks>No upload brings such a report into the lane again.</remarks>
    public Task<ReportRecord> ReplayAsync(ReportRecord report, CancellationToken cancellationToken) =>
        MoveAsync(report, (lane, record) => LaneRules.Replay(lane, record, time.GetUtcNow()), cancellationToken);

    /// <summary>
    /// Withdraws the last completed report of a source; false, and nothing done, where it is no longer the last, or another report
    /// is active.
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
            if (await SaveAsync(step, stored.Version, except: null, cancellationToken))
                return true;
        }
    }

    /// <summary>Saves the record of the active run; false when the run is not active any more.</summary>
    public Task<bool> UpdateAsync(ReportRecord record, CancellationToken cancellationToken) =>
        UpdateAsync(record, current => current, cancellationToken);

    /// <summary>Lets the active run, while it is active, read another upload of its report.</summary>
    public async Task ReadFromAsync(ReportRecord record, Upload upload, CancellationToken cancellationToken)
    {
        if (await UpdateAsync(record, current => current with { Name = upload.Name, Version = upload.Version }, cancellationToken))
            await queues.SendAsync(new ReportMessage(record.Source, upload.Name, record.Stamp), cancellationToken);
    }

    /// <summary>Saves the evidence, and the figures in it, of a report that is not active.</summary>
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

            var kept = current with { Evidence = record.Evidence, Counts = record.Counts, TouchedAt = time.GetUtcNow() };
            if (await store.CommitAsync(new LaneStep(stored.Lane, [kept]), stored.Version, cancellationToken))
                return;
        }
    }

    /// <summary>
    /// Ends the active run as rejected, held or incomplete, and notifies it; false when the run was not active any more.
    /// </summary>
    public Task<bool> EndAsync(ReportRecord ended, AssessmentPolicy policy, CancellationToken cancellationToken) =>
        EndAsync(ended, Notices.Of(ended, policy, time.GetUtcNow()), cancellationToken);

    /// <summary>
    /// Ends the active run. Its notifications are stored first, then the run ends and the next one starts in one transaction, then
    /// the messages go out: after each step the rest can be read from the store. False when the run was not active any more; its
    /// file may then belong to another run.
    /// </summary>
    public async Task<bool> EndAsync(
        ReportRecord ended, IReadOnlyCollection<Notification> notifications, CancellationToken cancellationToken) =>
        await CurrentAsync(ended, cancellationToken) is not null
        && await outbox.SendWithAsync(notifications, () => LeaveAsync(ended, cancellationToken), cancellationToken);

    private async Task<bool> LeaveAsync(ReportRecord ended, CancellationToken cancellationToken)
    {
        while (true)
        {
            var stored = await store.ReadLaneAsync(ended.Source, cancellationToken);
            if (await CurrentAsync(stored.Lane, ended, cancellationToken) is not { } current)
                return false;

            var step = await TakeTurnsAsync(LaneRules.Leave(stored.Lane, current, time.GetUtcNow()), cancellationToken);
            if (!await SaveAsync(step, stored.Version, except: ended.ReportId, cancellationToken))
                continue;
            if (step.Lane.Active is null)
                await WakeAsync(ended.Source, cancellationToken);
            return true;
        }
    }

    /// <summary>Starts the earliest waiting report of a lane that has no active one.</summary>
    public async Task WakeAsync(string source, CancellationToken cancellationToken)
    {
        while (true)
        {
            var stored = await store.ReadLaneAsync(source, cancellationToken);
            var step = await TakeTurnsAsync(new LaneStep(stored.Lane, []), cancellationToken);
            if (step.IsEmpty || !await SaveAsync(step, stored.Version, except: null, cancellationToken))
            {
                // Nothing is to be started, or another process was faster and does it.
                return;
            }
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

    /// <summary>Gives the waiting reports their turn, the earliest first, until one is active or the step is full.</summary>
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

        // Held reports come first: they can only become stale.
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

    /// <summary>Saves a step and enqueues what follows from it; false when another process changed the lane meanwhile.</summary>
    private async Task<bool> SaveAsync(LaneStep step, string? version, string? except, CancellationToken cancellationToken)
    {
        if (!await store.CommitAsync(step, version, cancellationToken))
            return false;

        Note(step);
        await LookAtAsync(step, except, cancellationToken);
        return true;
    }

    /// <summary>Enqueues what a step started, made stale, or found to be a known report.</summary>
    private async Task LookAtAsync(LaneStep step, string? except, CancellationToken cancellationToken)
    {
        foreach (var record in step.Records.Where(record => record.ReportId != except))
        {
            if (record.Status is ReportStatus.Withdrawn && record.Stamp == step.Lane.Active)
                await AskForCompletionAsync(record, TimeSpan.Zero, cancellationToken);
            else if (record.Status is ReportStatus.Recording or ReportStatus.Stale)
                await queues.SendAsync(new ReportMessage(record.Source, record.Name, record.Stamp), cancellationToken);
        }

        foreach (var upload in step.Uploads.Where(upload => upload.ReportId != except && upload.Match is ReportMatch.SameHours))
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
            if (await SaveAsync(step, stored.Version, except: null, cancellationToken))
                return step.Current(current) ?? current;
        }
    }

    // The record to save, if its run is still the same start of the same run; its file may have moved meanwhile. Records change
    // only together with their lane, so the lane's version guards this read too.
    private async Task<ReportRecord?> CurrentAsync(Lane lane, ReportRecord wanted, CancellationToken cancellationToken)
    {
        if (lane.Active != wanted.Stamp || await store.ReadReportAsync(wanted.Source, wanted.ReportId, cancellationToken) is not { } stored
            || stored.StartedAt != wanted.StartedAt)
        {
            return null;
        }

        return wanted with { Name = stored.Name, Version = stored.Version, IsAccepted = stored.IsAccepted };
    }

    // Withdrawing a source's only report is a run of its own. A report that stays complete ended with its run.
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
