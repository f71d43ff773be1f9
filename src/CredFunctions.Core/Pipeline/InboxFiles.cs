using CredFunctions.Ports;
using CredFunctions.Reports;
using CredFunctions.Runs;

using Microsoft.Extensions.Logging;

namespace CredFunctions.Pipeline;

/// <summary>
/// The files of reports. One report may have been uploaded under several names. Finished files are archived and marked as such, so
/// that no sweep examines them again.
/// </summary>
public sealed partial class InboxFiles(IReportInbox inbox, ILaneStore store, ILogger<InboxFiles> logger)
{
    /// <summary>Opens and inspects a file of the inbox; null when it is not there any more.</summary>
    public async Task<OpenedReport?> OpenAsync(string source, string name, CancellationToken cancellationToken)
    {
        var report = await inbox.OpenAsync(source, name, cancellationToken);
        if (report is null)
        {
            Log.Gone(logger, source);
            return null;
        }

        try
        {
            return OpenedReport.Inspect(report);
        }
        catch
        {
            await report.DisposeAsync();
            throw;
        }
    }

    /// <summary>Another upload of a report that is in the inbox with the report's bytes; null where there is none.</summary>
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

    /// <summary>Archives the upload that the record names, if its report has ended.</summary>
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

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "A file of {source} is not in the inbox any more.")]
        public static partial void Gone(ILogger logger, string source);
    }
}

/// <summary>An opened report whose first lines were inspected.</summary>
/// <param name="Inbox">The report as the inbox opened it.</param>
/// <param name="File">What was found; null where the file is no report.</param>
/// <param name="Rejection">Why it is no report; null where it is one.</param>
public sealed record OpenedReport(InboxReport Inbox, ReportFile? File, Rejection? Rejection) : IAsyncDisposable
{
    public string Sha256 { get; } = File?.Sha256 ?? ReportFile.Sha256Of(Inbox.Content);

    public static OpenedReport Inspect(InboxReport report)
    {
        try
        {
            return new OpenedReport(report, ReportFile.Inspect(report.Content), Rejection: null);
        }
        catch (ReportRejectedException ex)
        {
            return new OpenedReport(report, File: null, ex.Rejection);
        }
    }

    public ValueTask DisposeAsync() => Inbox.DisposeAsync();
}
