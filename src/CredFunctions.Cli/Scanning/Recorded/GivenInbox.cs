using System.Globalization;

using CredFunctions.Pipeline.Ports;
using CredFunctions.Reports;

namespace CredFunctions.Cli.Scanning.Recorded;

/// <summary>
/// The reports of one command as an inbox. They stay where they are, whatever comes of them. Every command is an arrival of
/// its own: who names a report again wants it looked at again.
/// </summary>
/// <param name="reports">The reports.</param>
/// <param name="read">Is told how many bytes were read.</param>
internal sealed class GivenInbox(GivenReports reports, Action<int> read) : IReportInbox
{
    private string version = NewVersion();

    /// <summary>From here on a report that is opened has arrived anew.</summary>
    public void Arrive() => version = NewVersion();

    public Task<InboxReport?> OpenAsync(string source, string name, CancellationToken cancellation) => Task.FromResult(
        reports.InOrder.FirstOrDefault(report => report.Name == name) is { } given
            ? Opened(given)
            : null);

    public Task<InboxReport?> FindAsync(string source, string name, string sha256, CancellationToken cancellationToken) => Task.FromResult(
        reports.InOrder.FirstOrDefault(report => ReportFile.Sha256Of(report.Opened.Stream) == sha256) is { } given
            ? Opened(given)
            : null);

    private InboxReport Opened(GivenReport given) => new(version, new LentStream(given.Opened.Stream, read), given.AsOf.Instant)
    {
        GivenAsOf = given.AsOf.Instant.ToString("O", CultureInfo.InvariantCulture),
        AsOfSetting = "--as-of",
        IsRequested = true,
    };

    public IAsyncEnumerable<string> SourcesAsync(CancellationToken cancellation) => AsyncEnumerable.Empty<string>();

    public IAsyncEnumerable<InboxEntry> ListAsync(string source, CancellationToken cancellation) => AsyncEnumerable.Empty<InboxEntry>();

    public Task RejectAsync(string source, string name, string version, string reason, CancellationToken cancellation) => Task.CompletedTask;

    public Task FinishAsync(string source, string name, string version, CancellationToken cancellation) => Task.CompletedTask;

    public Task RemoveAsync(string source, string name, string version, CancellationToken cancellation) => Task.CompletedTask;

    public Task<int> PurgeAsync(DateTimeOffset before, int most, CancellationToken cancellation) => Task.FromResult(0);

    private static string NewVersion() => $"scan {Guid.NewGuid():N}";
}
