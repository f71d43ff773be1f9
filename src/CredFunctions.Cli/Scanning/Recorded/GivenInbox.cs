using CredFunctions.Ports;

namespace CredFunctions.Cli.Scanning.Recorded;

/// <summary>
/// The reports of one command as an inbox. They stay where they are, whatever their status. Naming a report again requests that
/// it is looked at again, although it is the same upload.
/// </summary>
/// <param name="reports">The reports.</param>
/// <param name="progress">Moves as they are read.</param>
internal sealed class GivenInbox(GivenReports reports, ScanProgress progress) : IReportInbox
{
    public Task<InboxReport?> OpenAsync(string source, string name, CancellationToken cancellationToken) => Task.FromResult(
        reports.InOrder.FirstOrDefault(report => report.Path == name) is { } given
            ? new InboxReport(given.Opened.Version, new LentStream(given.Opened.Stream, progress.Read), given.Opened.FileTime)
            {
                GivenAsOf = given.GivenAsOf,
                AsOfSetting = "--as-of",
                IsRequested = true,
            }
            : null);

    /// <summary>Opens the file of an earlier command where it still lies.</summary>
    public Task<InboxReport?> FindAsync(string source, string name, string sha256, CancellationToken cancellationToken) =>
        Task.FromResult(ScannedFile.Find(name, sha256));
}
