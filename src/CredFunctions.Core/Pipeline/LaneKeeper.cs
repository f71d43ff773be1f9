using CredFunctions.Accounts;
using CredFunctions.Notifications;
using CredFunctions.Planning;
using CredFunctions.Policy;
using CredFunctions.Ports;
using CredFunctions.Runs;

using Microsoft.Extensions.Logging;

namespace CredFunctions.Pipeline;

/// <summary>
/// Moves reports through their lanes: decides by pure rules, saves conditionally, and decides again when another process was faster.
/// </summary>
public sealed class LaneKeeper(
    ILaneStore store, NotificationOutbox outbox, IPipelineQueues queues, TimeProvider time, ILogger<LaneKeeper> logger)
{
    public async Task<Lane> LaneAsync(string source, CancellationToken cancellationToken) =>
        (await store.ReadLaneAsync(source, cancellationToken)).Lane;

    public Task<ReportRecord?> ReportAsync(string source, string reportId, CancellationToken cancellationToken) =>
        store.ReadReportAsync(source, reportId, cancellationToken);

    /// <summary>The report of the active run of a source; null when there is none.</summary>
    public async Task<ReportRecord?> ActiveReportAsync(string source, CancellationToken cancellationToken) =>
        (await LaneAsync(source, cancellationToken)).Active is { } active
            ? await ReportAsync(source, active.ReportId, cancellationToken)
            : null;

    public async Task<bool> IsActiveAsync(string source, RunStamp run, CancellationToken cancellationToken) =>
        (await LaneAsync(source, cancellationToken)).Active == run;

    /// <summary>A run's record with what changed of it meanwhile; null where the run is over or was begun again.</summary>
    public async Task<ReportRecord?> CurrentAsync(ReportRecord record, CancellationToken cancellationToken) =>
        await CurrentAsync(await LaneAsync(record.Source, cancellationToken), record, cancellationToken);

    /// <summary>Enqueues the first look at whether a run is recorded.</summary>
    public Task AskForCompletionAsync(ReportRecord record, TimeSpan delay, CancellationToken cancellationToken) =>
        queues.SendAsync(new CompletionMessage(record.Source, record.Stamp, Ask: 0), delay, cancellationToken);

    /// <summary>Enqueues both messages of an active run, either of which may be lost.</summary>
    public async Task ResumeAsync(ReportRecord record, CancellationToken cancellationToken)
    {
        await queues.SendAsync(new ReportMessage(record.Source, record.Name, record.Stamp), cancellationToken);
        await AskForCompletionAsync(record, TimeSpan.Zero, cancellationToken);
    }

    /// <summary>
    /// Registers an upload, or meets it again; returns it as it is stored, with its report as it is afterwards. Of an upload whose
    /// as-of is refused that is the report that has to be withdrawn first.
    /// </summary>
    /// <param name="arrivalAt">
    /// Makes, of the current time, the upload and its report as they would be if neither were known: waiting, or rejected for its
    /// as-of.
    /// </param>
    /// <param name="isRequested">Whether a person asks for it, so that it counts as new though it was seen before.</param>
    public async Task<(ReportRecord Report, Upload Upload)> ArriveAsync(
        Func<DateTimeOffset, (Upload Upload, ReportRecord Report)> arrivalAt, bool isRequested, CancellationToken cancellationToken)
    {
        var (upload, arrival) = arrivalAt(time.GetUtcNow());
        var (found, source, known) = (upload, arrival.Source, (ReportRecord?)null);
        var saved = await StepAsync(source, DecideAsync, cancellationToken);
        var report = saved is null ? known : saved.Records.FirstOrDefault(each => each.ReportId == upload.ReportId)
            ?? await ReportAsync(source, upload.ReportId, cancellationToken);
        return (report!, upload);

        async Task<LaneStep> DecideAsync(Lane lane)
        {
            var seen = await store.ReadUploadAsync(source, found.Name, cancellationToken);
            var of = seen is null ? null : await ReportAsync(source, seen.ReportId, cancellationToken);
            var meeting = UploadRules.Meet(seen, of, found);
            upload = meeting.Upload;
            known = upload.ReportId == of?.ReportId ? of : await ReportAsync(source, upload.ReportId, cancellationToken);
            var step = UploadRules.Follow(lane, meeting, known, arrival, isRequested, time.GetUtcNow());
            if (known is { Match: not ReportMatch.Undecided } && upload.Match is ReportMatch.Undecided)
                upload = upload with { Match = ReportMatch.SameReport };
            if (upload != seen)
                step = step.With(upload);
            if (step.Records.Any(record => record.Status is ReportStatus.Waiting))
                step = await TakeTurnsAsync(step, cancellationToken);
            upload = step.Uploads.FirstOrDefault(each => each.Name == found.Name) ?? upload;
            return step with { Handled = upload.ReportId };
        }
    }

    /// <summary>Lets a held report go on; returns it as it is afterwards.</summary>
    public Task<ReportRecord> AcceptAsync(ReportRecord held, CancellationToken cancellationToken) => MoveAsync(
        held,
        (lane, record) =>
            LaneRules.Meet(new LaneStep(lane, []), record, record with { IsAccepted = true }, isNew: false, time.GetUtcNow()),
        cancellationToken);

    /// <summary>Records a withdrawn or stale report again on request, where it is not too late; returns it as it is afterwards.</summary>
    /// <remarks>No upload brings such a report into the lane again.</remarks>
    public Task<ReportRecord> ReplayAsync(ReportRecord report, CancellationToken cancellationToken) =>
        MoveAsync(report, (lane, record) => LaneRules.Replay(lane, record, time.GetUtcNow()), cancellationToken);

    /// <summary>
    /// Withdraws the last completed report of a source; false, and nothing done, where it is no longer the last, or another report
    /// is active.
    /// </summary>
    /// <param name="before">The report that is to be recorded again; null where there is none.</param>
    public async Task<bool> WithdrawAsync(ReportRecord report, ReportRecord? before, CancellationToken cancellationToken) =>
        await StepAsync(
            report.Source,
            lane => Task.FromResult(lane.Active is null && lane.Last?.ReportId == report.ReportId
                ? LaneRules.Withdraw(lane, report, before, time.GetUtcNow())
                : new LaneStep(lane, [])),
            cancellationToken) is not null;

    /// <summary>Saves the record of the active run; false when the run is not active any more.</summary>
    public Task<bool> UpdateAsync(ReportRecord record, CancellationToken cancellationToken) =>
        ChangeAsync(record.Source, lane => CurrentAsync(lane, record, cancellationToken), cancellationToken);

    /// <summary>Saves that all chunks of the active run are queued; false when the run is not active any more.</summary>
    /// <param name="recorded">How many of the chunks were recorded before.</param>
    public async Task<bool> QueuedAsync(ReportRecord record, int recorded, CancellationToken cancellationToken)
    {
        if (!await UpdateAsync(record, cancellationToken))
            return false;
        logger.Queued(record, recorded);
        return true;
    }

    /// <summary>Lets the active run, while it is active, read another upload of its report.</summary>
    public async Task ReadFromAsync(ReportRecord record, Upload upload, CancellationToken cancellationToken)
    {
        var isActive = await ChangeAsync(
            record.Source,
            async lane => await CurrentAsync(lane, record, cancellationToken) is { } current
                ? current with { Name = upload.Name, Version = upload.Version }
                : null,
            cancellationToken);
        if (isActive)
            await queues.SendAsync(new ReportMessage(record.Source, upload.Name, record.Stamp), cancellationToken);
    }

    /// <summary>Saves the evidence, and the figures in it, of a report that is not active.</summary>
    public Task KeepEvidenceAsync(ReportRecord record, CancellationToken cancellationToken) => ChangeAsync(
        record.Source,
        async _ => await ReportAsync(record.Source, record.ReportId, cancellationToken) is { } current
            && current.Status == record.Status && current.Stamp == record.Stamp
            ? current with { Evidence = record.Evidence, Counts = record.Counts }
            : null,
        cancellationToken);

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

    /// <summary>Starts the earliest waiting report of a lane that has no active one.</summary>
    public async Task WakeAsync(string source, CancellationToken cancellationToken)
    {
        // One step may have no room for every report whose turn has come.
        LaneStep? step;
        do
            step = await StepAsync(source, lane => TakeTurnsAsync(new LaneStep(lane, []), cancellationToken), cancellationToken);
        while (step is not null);
    }

    private async Task<bool> LeaveAsync(ReportRecord ended, CancellationToken cancellationToken)
    {
        var step = await StepAsync(ended.Source, DecideAsync, cancellationToken);
        if (step is { Lane.Active: null })
            await WakeAsync(ended.Source, cancellationToken);
        return step is not null;

        async Task<LaneStep> DecideAsync(Lane lane) => await CurrentAsync(lane, ended, cancellationToken) is { } current
            ? await TakeTurnsAsync(LaneRules.Leave(lane, current, time.GetUtcNow()), cancellationToken) with { Handled = ended.ReportId }
            : new LaneStep(lane, []);
    }

    // Gives the waiting reports their turn, the earliest first, until one is active or the step is full.
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

    // Saves what is decided of a lane and enqueues what follows from it; null where nothing changes.
    private async Task<LaneStep?> StepAsync(string source, Func<Lane, Task<LaneStep>> decide, CancellationToken cancellationToken)
    {
        while (true)
        {
            var stored = await store.ReadLaneAsync(source, cancellationToken);
            var step = await decide(stored.Lane);
            if (step.IsEmpty)
                return null;
            if (!await store.CommitAsync(step, stored.Version, cancellationToken))
                continue;

            logger.Note(step, time.GetUtcNow());
            await EnqueueAsync(step, cancellationToken);
            return step;
        }
    }

    // Saves a record that does not move in its lane; false where there is none to save.
    private async Task<bool> ChangeAsync(
        string source, Func<Lane, Task<ReportRecord?>> change, CancellationToken cancellationToken)
    {
        while (true)
        {
            var stored = await store.ReadLaneAsync(source, cancellationToken);
            if (await change(stored.Lane) is not { } changed)
                return false;
            var step = new LaneStep(stored.Lane, [changed with { TouchedAt = time.GetUtcNow() }]);
            if (await store.CommitAsync(step, stored.Version, cancellationToken))
                return true;
        }
    }

    // Wakes what a step started, made stale, or found to be a known report.
    private async Task EnqueueAsync(LaneStep step, CancellationToken cancellationToken)
    {
        foreach (var record in step.Records.Where(record => record.ReportId != step.Handled))
        {
            if (record.Status is ReportStatus.Withdrawn && record.Stamp == step.Lane.Active)
                await AskForCompletionAsync(record, TimeSpan.Zero, cancellationToken);
            else if (record.Status is ReportStatus.Recording or ReportStatus.Stale)
                await queues.SendAsync(new ReportMessage(record.Source, record.Name, record.Stamp), cancellationToken);
        }

        foreach (var upload in step.Uploads.Where(upload => upload.ReportId != step.Handled && upload.Match is ReportMatch.SameHours))
            await queues.SendAsync(new ReportMessage(step.Lane.Source, upload.Name), cancellationToken);
    }

    private async Task<ReportRecord> MoveAsync(
        ReportRecord report, Func<Lane, ReportRecord, LaneStep> move, CancellationToken cancellationToken)
    {
        var current = report;
        var saved = await StepAsync(report.Source, DecideAsync, cancellationToken);
        return saved?.Current(current) ?? current;

        async Task<LaneStep> DecideAsync(Lane lane)
        {
            current = await ReportAsync(report.Source, report.ReportId, cancellationToken) ?? report;
            var step = current.Status == report.Status ? move(lane, current) : new LaneStep(lane, []);
            return step.IsEmpty ? step : await TakeTurnsAsync(step, cancellationToken);
        }
    }

    // The record to save, if its run is still the same start of the same run; its file may have moved meanwhile. Records change
    // only together with their lane, so the lane's version guards this read too.
    private async Task<ReportRecord?> CurrentAsync(Lane lane, ReportRecord wanted, CancellationToken cancellationToken) =>
        lane.Active == wanted.Stamp
        && await ReportAsync(wanted.Source, wanted.ReportId, cancellationToken) is { } stored
        && stored.StartedAt == wanted.StartedAt
            ? wanted with { Name = stored.Name, Version = stored.Version, IsAccepted = stored.IsAccepted }
            : null;
}
