using CredFunctions.Cli.Scanning;
using CredFunctions.Embedded.Inbox;
using CredFunctions.Ports;

namespace CredFunctions.Cli.Records;

/// <summary>
/// The inbox of a command that only changes records: nothing arrives in it, but it finds the bytes of recorded reports where they
/// are kept, which is the storage account, the watched folder, or the file that was scanned.
/// </summary>
/// <param name="records">The records.</param>
/// <param name="folder">The watched folder; null where none is named, and the state's own folder may be one.</param>
/// <param name="time">The clock.</param>
internal sealed class KeptReports(OpenedStore records, string? folder, TimeProvider time) : IReportInbox
{
    private const string ReportsFolder = "reports";

    public Task<InboxReport?> OpenAsync(string source, string name, CancellationToken cancellationToken) =>
        Task.FromResult<InboxReport?>(null);

    public Task<InboxReport?> FindAsync(string source, string name, string sha256, CancellationToken cancellationToken)
    {
        if (records.Azure is { } azure)
            return azure.Inbox.FindAsync(source, name, sha256, cancellationToken);
        if (ScannedFile.IsNamed(name))
            return Task.FromResult(ScannedFile.Find(name, sha256));

        var watched = folder ?? (records.Folder is { } beside && Directory.Exists(Path.Combine(beside, ReportsFolder)) ? beside : null);
        return watched is null
            ? Task.FromResult<InboxReport?>(null)
            : new FolderReportInbox(WatchedFolder.Open(watched), new FileLooks(TimeSpan.Zero, time), source)
                .FindAsync(source, name, sha256, cancellationToken);
    }
}

/// <summary>An inbox in which nothing arrives, and whose files stay where they are, whatever their status.</summary>
internal abstract class FixedInbox : IReportInbox
{
    public virtual Task<InboxReport?> OpenAsync(string source, string name, CancellationToken cancellationToken) =>
        Task.FromResult<InboxReport?>(null);

    public abstract Task<InboxReport?> FindAsync(string source, string name, string sha256, CancellationToken cancellationToken);

    public IAsyncEnumerable<string> SourcesAsync(CancellationToken cancellationToken) => AsyncEnumerable.Empty<string>();

    public IAsyncEnumerable<InboxEntry> ListAsync(string source, CancellationToken cancellationToken) =>
        AsyncEnumerable.Empty<InboxEntry>();

    public Task RejectAsync(string source, string name, string version, string reason, CancellationToken cancellationToken) =>
        Task.CompletedTask;

    public Task FinishAsync(string source, string name, string version, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task RemoveAsync(string source, string name, string version, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<int> PurgeAsync(DateTimeOffset before, int most, CancellationToken cancellationToken) => Task.FromResult(0);
}

/// <summary>The queues of a command that only changes records: a watch or the sweep finds the work, so no message is needed.</summary>
internal sealed class NoQueues : IPipelineQueues
{
    public Task SendAsync(ReportMessage message, TimeSpan delay, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task SendAsync(AccountFindingsMessage message, TimeSpan delay, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task SendAsync(CompletionMessage message, TimeSpan delay, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task SendAsync(NotificationMessage message, TimeSpan delay, CancellationToken cancellationToken) => Task.CompletedTask;
}
