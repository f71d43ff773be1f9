using CredFunctions.Ports;
using CredFunctions.Reports;
using CredFunctions.Runs;

namespace CredFunctions.Pipeline;

/// <summary>
/// The files of reports. One report may have been uploaded under several names. Those with which nothing is left to do are moved
/// away, and that is noted, so that no sweep looks at them again.
/// </summary>
public sealed class ReportFiles(IReportInbox inbox, IAuditStore store)
{
    /// <summary>Another upload of a report, as it lies in the inbox with the report's bytes; null where there is none.</summary>
    public async Task<Upload?> OtherUploadAsync(ReportRecord record, CancellationToken cancellationToken)
    {
        await foreach (var upload in OtherUploads(record, cancellationToken))
        {
            await using var file = await inbox.OpenAsync(record.Source, upload.Name, cancellationToken);
            if (file is not null && ReportFile.Sha256Of(file.Content) == record.Sha256)
                return upload with { Version = file.Version };
        }

        return null;
    }

    /// <summary>Opens the bytes of a report wherever the inbox keeps them, under whichever name they arrived.</summary>
    public async Task<InboxReport?> FindAsync(ReportRecord record, CancellationToken cancellationToken)
    {
        if (await inbox.FindAsync(record.Source, record.Name, record.Sha256, cancellationToken) is { } kept)
            return kept;
        await foreach (var upload in OtherUploads(record, cancellationToken))
        {
            if (await inbox.FindAsync(record.Source, upload.Name, record.Sha256, cancellationToken) is { } other)
                return other;
        }

        return null;
    }

    private IAsyncEnumerable<Upload> OtherUploads(ReportRecord record, CancellationToken cancellationToken) =>
        store.ReadUploadsAsync(record.Source, cancellationToken)
            .Where(upload => upload.ReportId == record.ReportId && upload.Name != record.Name);

    /// <summary>Puts the upload that the record names aside, if its report is done.</summary>
    public async Task ArchiveAsync(ReportRecord record, CancellationToken cancellationToken)
    {
        if (record.Status is ReportStatus.Rejected)
            await inbox.RejectAsync(record.Source, record.Name, record.Version, record.Reason ?? "", cancellationToken);
        else if (record.Status is ReportStatus.Complete or ReportStatus.Stale or ReportStatus.Incomplete or ReportStatus.Withdrawn)
            await inbox.FinishAsync(record.Source, record.Name, record.Version, cancellationToken);
        else
            return;

        await store.SettleUploadAsync(record.Source, record.Name, record.Version, cancellationToken);
    }
}
