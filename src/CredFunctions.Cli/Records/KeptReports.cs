using CredFunctions.Cli.Embedded.Inbox;
using CredFunctions.Cli.Scanning.Recorded;
using CredFunctions.Pipeline.Lanes;
using CredFunctions.Pipeline.Ports;

namespace CredFunctions.Cli.Records;

/// <summary>The bytes of recorded reports, wherever they are kept: the storage account, the watched folder, the file that was scanned.</summary>
/// <param name="records">The records.</param>
/// <param name="folder">The watched folder; null where none is named, and the state's own folder may be one.</param>
/// <param name="time">The clock.</param>
internal sealed class KeptReports(OpenedStore records, string? folder, TimeProvider time)
{
    private const string ReportsFolder = "reports";

    /// <summary>Whether the bytes of a report are there still.</summary>
    public async Task<bool> HasAsync(ReportRecord report, CancellationToken cancellationToken)
    {
        await using var found = await OpenAsync(report, cancellationToken);
        return found is not null;
    }

    private Task<InboxReport?> OpenAsync(ReportRecord report, CancellationToken cancellationToken)
    {
        if (records.Azure is { } azure)
            return azure.Inbox.FindAsync(report.Source, report.Name, report.Sha256, cancellationToken);
        if (ScannedFile.IsNamed(report.Name))
            return Task.FromResult(ScannedFile.Find(report.Name, report.Sha256));

        var watched = folder ?? (records.Folder is { } beside && Directory.Exists(Path.Combine(beside, ReportsFolder)) ? beside : null);
        return watched is null
            ? Task.FromResult<InboxReport?>(null)
            : new FolderReportInbox(WatchedFolder.Open(watched), new FileLooks(TimeSpan.Zero, time), report.Source)
                .FindAsync(report.Source, report.Name, report.Sha256, cancellationToken);
    }
}
