using CredFunctions.Planning;
using CredFunctions.Policy;
using CredFunctions.Ports;
using CredFunctions.Reports;
using CredFunctions.Runs;
using CredFunctions.Telemetry;

namespace CredFunctions.Pipeline;

/// <summary>
/// Registers a report in its source's lane. When it is the report's turn, <see cref="ReportPasses"/> reads it twice; otherwise
/// <see cref="SettledReports"/> does what is left to do for it.
/// </summary>
public sealed class IngestReport(
    LaneKeeper lanes, InboxFiles files, ReportPolicies policies, ReportPasses passes, SettledReports settled)
{
    public async Task HandleAsync(ReportMessage message, CancellationToken cancellationToken)
    {
        using var activity = PipelineActivities.Start(nameof(IngestReport), message.Source);
        if (message.Run is { } run && await lanes.ActiveReportAsync(message.Source, cancellationToken) is { } active
            && active.Stamp == run && (active.IsReplayed || active.Status is ReportStatus.Withdrawn))
        {
            activity.Of(run);
            await ReplayAsync(active, cancellationToken);
            return;
        }

        await using var report = await files.OpenAsync(message.Source, message.Name, cancellationToken);
        if (report is null)
        {
            await AbandonAsync(message, found: null, cancellationToken);
            await settled.NotifyIfStaleAsync(message, except: null, cancellationToken);
            return;
        }

        var policy = (await policies.CurrentAsync([message.Source], cancellationToken)).Policy.For(message.Source);
        var (record, upload) = await lanes.ArriveAsync(
            now => Arrival(message, report, policy, now), report.Inbox.IsRequested, cancellationToken);
        await AbandonAsync(message, (report.Inbox.Version, upload.ReportId), cancellationToken);

        activity.Of(record.Stamp);
        if (upload.IsRefused)
            await settled.RefuseAsync(record, upload, policy, cancellationToken);
        else if (record.Status is ReportStatus.Recording)
            await WorkAsync(record, report, cancellationToken);
        else
            await settled.SettleAsync(record with { Name = message.Name, Version = report.Inbox.Version }, report, cancellationToken);
        await settled.NotifyIfStaleAsync(message, except: record.ReportId, cancellationToken);
    }

    // The upload and its report as they would be if neither were known. A report whose as-of is refused is rejected under an id
    // that no other upload can have.
    private static (Upload Upload, ReportRecord Report) Arrival(
        ReportMessage message, OpenedReport opened, AssessmentPolicy policy, DateTimeOffset now)
    {
        var report = opened.Inbox;
        var isDecided = ReportAsOf.TryDecide(
            report.GivenAsOf, report.AsOfSetting, message.Name, report.ModifiedAt, policy.ReportTimeZone, now,
            out var asOf, out var refusal);
        var instant = asOf?.Instant ?? (report.ModifiedAt ?? now).ToUniversalTime();
        var upload = new Upload
        {
            Name = message.Name,
            Version = report.Version,
            Sha256 = opened.Sha256,
            GivenAsOf = report.GivenAsOf,
            IsAccepted = report.IsAccepted,
            AsOf = instant,
            AsOfOrigin = asOf?.Origin ?? AsOfOrigin.FileTime,
            ReportId = ReportFile.IdOf(isDecided ? opened.Sha256 : $"{opened.Sha256}\n{report.GivenAsOf}", instant),
        };
        return (upload, new ReportRecord
        {
            Source = message.Source,
            ReportId = upload.ReportId,
            Sha256 = isDecided ? opened.Sha256 : "",
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

    // A replayed run reads no upload, but the bytes that the inbox keeps.
    private async Task ReplayAsync(ReportRecord record, CancellationToken cancellationToken)
    {
        if (record.Status is ReportStatus.Withdrawn)
        {
            await lanes.AskForCompletionAsync(record, TimeSpan.Zero, cancellationToken);
            return;
        }

        await using var report = await files.FindAsync(record, cancellationToken);
        if (report is null)
            await EndWithoutFileAsync(record, cancellationToken);
        else
            await WorkAsync(record, OpenedReport.Inspect(report), cancellationToken);
    }

    private async Task WorkAsync(ReportRecord record, OpenedReport report, CancellationToken cancellationToken)
    {
        var policy = await policies.OfAsync(record, cancellationToken);
        if (await passes.RunAsync(record, report, policy, cancellationToken) is { } ended)
            await files.ArchiveAsync(ended, cancellationToken);
    }

    // The active run cannot go on when its upload is gone before the last chunk was queued, unless another upload has the same
    // bytes; it must not block its lane. Bytes that are replaced in place may leave the version as it was.
    private async Task AbandonAsync(ReportMessage message, (string Version, string ReportId)? found, CancellationToken cancellationToken)
    {
        if (await lanes.ActiveReportAsync(message.Source, cancellationToken)
                is not { Status: ReportStatus.Recording, IsReplayed: false } record
            || record.Name != message.Name || found == (record.Version, record.ReportId))
        {
            return;
        }

        // A run that is resumed has lost messages: a chunk that is not recorded cannot be queued again.
        if (await passes.IsQueuedAsync(record, isResumed: message.Run is not null, cancellationToken))
            await lanes.AskForCompletionAsync(record, TimeSpan.Zero, cancellationToken);
        else if (await files.OtherUploadAsync(record, cancellationToken) is { } other)
            await lanes.ReadFromAsync(record, other, cancellationToken);
        else
            await EndWithoutFileAsync(record, cancellationToken);
    }

    private async Task EndWithoutFileAsync(ReportRecord record, CancellationToken cancellationToken)
    {
        record = record with { Status = ReportStatus.Incomplete, Reason = "Its file was removed or replaced before it was recorded." };
        await lanes.EndAsync(record, await policies.OfAsync(record, cancellationToken), cancellationToken);
    }
}
