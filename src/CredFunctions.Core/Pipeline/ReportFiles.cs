using CredFunctions.Pipeline.Lanes;
using CredFunctions.Pipeline.Ports;

namespace CredFunctions.Pipeline;

/// <summary>Puts files aside with which nothing is left to do, and notes that, so that no sweep looks at them again.</summary>
internal sealed class ReportFiles(IReportInbox inbox, IAuditStore store)
{
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
