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
    public async Task<Upload?> OtherUploadAsync(ReportRecord record, CancellationToken cancellation)
    {
        await foreach (var upload in OtherUploads(record, cancellation))
        {
            await using var file = await inbox.OpenAsync(record.Source, upload.Name, cancellation);
            if (file is not null && ReportFile.Sha256Of(file.Content) == record.Sha256)
                return upload with { Version = file.Version };
        }

        return null;
    }

    /// <summary>Opens the bytes of a report wherever the inbox keeps them, under whichever name they arrived.</summary>
    public async Task<InboxReport?> FindAsync(ReportRecord record, CancellationToken cancellation)
    {
        if (await inbox.FindAsync(record.Source, record.Name, record.Sha256, cancellation) is { } kept)
            return kept;
        await foreach (var upload in OtherUploads(record, cancellation))
        {
            if (await inbox.FindAsync(record.Source, upload.Name, record.Sha256, cancellation) is { } other)
                return other;
        }

        return null;
    }

    private IAsyncEnumerable<Upload> OtherUploads(ReportRecord record, CancellationToken cancellation) =>
        store.ReadUploadsAsync(record.Source, cancellation)
            .Where(upload => upload.ReportId == record.ReportId && upload.Name != record.Name);

    /// <summary>Puts the upload that the record names aside, if its report is done.</summary>
    public async Task PutAsideAsync(ReportRecord record, CancellationToken cancellation)
    {
        if (record.Status is ReportStatus.Rejected)
            await inbox.RejectAsync(record.Source, record.Name, record.Version, record.Reason ?? "", cancellation);
        else if (record.Status is ReportStatus.Complete or ReportStatus.Stale or ReportStatus.Incomplete or ReportStatus.Withdrawn)
            await inbox.FinishAsync(record.Source, record.Name, record.Version, cancellation);
        else
            return;

        await store.SettleUploadAsync(record.Source, record.Name, record.Version, cancellation);
    }
}
