using CredFunctions.Accounts;
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
    IRunEvidence evidence, LaneKeeper lanes, ReportFiles files, ReportPolicies policies, NotificationOutbox outbox)
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

    // A stale report is assessed as if it were its source's first: no account changes.
    private async Task WriteEvidenceAsync(ReportRecord record, ReportFile file, Stream content, CancellationToken cancellationToken)
    {
        var alone = new RunContext { Run = record.Stamp, Policy = await policies.OfAsync(record, cancellationToken) };
        var reading = new ReportReading(file, content, record, alone.Policy);
        try
        {
            record = record with { Counts = reading.Count(out var reader) };
            using (reader)
                await evidence.KeepAsync(record, ReportDetails.Of(file, reader), cancellationToken);
        }
        catch (ReportRejectedException)
        {
            // There is nothing to show of it; the notice that it is stale goes out all the same.
            return;
        }

        var summary = new ReportSummary(record, alone);
        await using var writer = await evidence.BeginAsync(record, alone, cancellationToken);
        foreach (var account in reading.Accounts())
        {
            var state = AccountLife.Apply(before: null, account, alone);
            summary.Add(state);
            await writer.AddAsync(state, cancellationToken);
        }

        record = record with { Counts = summary.Counts with { Opened = 0 } };
        await lanes.KeepEvidenceAsync(record.WithEvidence(await writer.CommitAsync(record, cancellationToken)), cancellationToken);
    }
}
