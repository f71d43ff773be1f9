using CredFunctions.Planning;
using CredFunctions.Policy;
using CredFunctions.Ports;
using CredFunctions.Reports;
using CredFunctions.Runs;

namespace CredFunctions.Pipeline;

/// <summary>
/// What is left to do for a report that is not being recorded: the evidence of a stale one, the notice of one that never was in
/// its lane, the archiving of its file.
/// </summary>
public sealed class SettledReports(
    IRunEvidence evidence, LaneKeeper lanes, InboxFiles files, ReportPolicies policies, NotificationOutbox outbox)
{
    public async Task SettleAsync(ReportRecord record, OpenedReport report, CancellationToken cancellationToken)
    {
        if (record.Status is ReportStatus.Stale)
        {
            if (report.File is { } file && record.OwnEvidence.Count == 0)
                await WriteEvidenceAsync(record, file, report.Inbox.Content, cancellationToken);
            await NotifyAsync(record, cancellationToken);
        }
        else if (record is { Status: ReportStatus.Rejected, Sha256: "" })
        {
            await NotifyAsync(record, cancellationToken);
        }

        await files.ArchiveAsync(record, cancellationToken);
    }

    /// <summary>Notifies that an upload gives its recorded report an earlier as-of.</summary>
    public async Task RefuseAsync(
        ReportRecord report, Upload upload, AssessmentPolicy policy, CancellationToken cancellationToken) =>
        await outbox.SendAsync(now => Notices.EarlierAsOf(report, upload, policy, now), cancellationToken);

    /// <summary>Notifies that a message's report is stale: it may have become so while its file was removed or replaced.</summary>
    public async Task NotifyIfStaleAsync(ReportMessage message, string? except, CancellationToken cancellationToken)
    {
        if (message.Run is { } run && run.ReportId != except
            && await lanes.ReportAsync(message.Source, run.ReportId, cancellationToken) is { Status: ReportStatus.Stale } stale)
        {
            await NotifyAsync(stale, cancellationToken);
        }
    }

    private async Task NotifyAsync(ReportRecord record, CancellationToken cancellationToken)
    {
        var policy = await policies.OfAsync(record, cancellationToken);
        await outbox.SendAsync(now => Notices.Of(record, policy, now), cancellationToken);
    }

    private async Task WriteEvidenceAsync(ReportRecord record, ReportFile file, Stream content, CancellationToken cancellationToken)
    {
        await using var alone = new SingleReport(file, content, record, await policies.OfAsync(record, cancellationToken));
        await alone.BeginEvidenceAsync(evidence, cancellationToken);
        try
        {
            alone.Read(cancellationToken: cancellationToken);
        }
        catch (ReportRejectedException)
        {
            // It cannot be shown, but the notice that it is stale still goes out.
            return;
        }

        await lanes.KeepEvidenceAsync(await alone.CommitEvidenceAsync(evidence, cancellationToken), cancellationToken);
    }
}
