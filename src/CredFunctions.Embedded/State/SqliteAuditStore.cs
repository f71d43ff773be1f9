using CredFunctions.Accounts;
using CredFunctions.Notifications;
using CredFunctions.Ports;
using CredFunctions.Runs;

namespace CredFunctions.Embedded.State;

/// <summary>The audit store in a state file. SQLite is synchronous, so nothing here waits.</summary>
internal sealed class SqliteAuditStore : IAuditStore
{
    private readonly LaneTable lanes;
    private readonly AccountTable accounts;
    private readonly AccountSaving saving;
    private readonly NotificationTable notifications;

    public SqliteAuditStore(StateFile file)
    {
        var sources = new SourceTable(file);
        lanes = new LaneTable(file, sources);
        var runs = new RunTable(file);
        var written = new WrittenBodies(file);
        accounts = new AccountTable(file, sources, runs, written);
        saving = new AccountSaving(file, sources, runs, lanes, written);
        notifications = new NotificationTable(file);
    }

    /// <summary>Called with every step that was saved.</summary>
    public Action<LaneStep> Committed { get; init; } = _ => { };

    public IAsyncEnumerable<string> SourcesAsync(CancellationToken cancellationToken) => lanes.Sources().ToAsyncEnumerable();

    public Task<StoredLane> ReadLaneAsync(string source, CancellationToken cancellationToken) => Task.FromResult(lanes.ReadLane(source));

    public Task<ReportRecord?> ReadReportAsync(string source, string reportId, CancellationToken cancellationToken) =>
        Task.FromResult(lanes.ReadReport(source, reportId));

    public IAsyncEnumerable<ReportRecord> ReadReportsAsync(string source, CancellationToken cancellationToken) =>
        lanes.ReadReports(source).ToAsyncEnumerable();

    public IAsyncEnumerable<ReportRecord> ReadReportsOfAsync(string source, string sha256, CancellationToken cancellationToken) =>
        lanes.ReadReportsOf(source, sha256).ToAsyncEnumerable();

    public IAsyncEnumerable<ReportRecord> ReadWaitingAsync(string source, CancellationToken cancellationToken) =>
        lanes.ReadWaiting(source).ToAsyncEnumerable();

    public Task<Upload?> ReadUploadAsync(string source, string name, CancellationToken cancellationToken) =>
        Task.FromResult(lanes.ReadUpload(source, name));

    public IAsyncEnumerable<Upload> ReadUploadsAsync(string source, CancellationToken cancellationToken) =>
        lanes.ReadUploads(source).ToAsyncEnumerable();

    public Task SettleUploadAsync(string source, string name, string version, CancellationToken cancellationToken)
    {
        lanes.SettleUpload(source, name, version);
        return Task.CompletedTask;
    }

    public Task ForgetUploadAsync(string source, string name, string version, CancellationToken cancellationToken)
    {
        lanes.ForgetUpload(source, name, version);
        return Task.CompletedTask;
    }

    public Task<bool> CommitAsync(LaneStep step, string? version, CancellationToken cancellationToken)
    {
        var isSaved = lanes.Commit(step, version);
        if (isSaved)
            Committed(step);
        return Task.FromResult(isSaved);
    }

    public Task<IReadOnlySet<int>> ReadChunksAsync(string source, RunStamp run, CancellationToken cancellationToken) =>
        Task.FromResult(lanes.ReadChunks(source, run));

    public Task<IReadOnlyList<StoredAccount>> ReadAccountsAsync(
        string source, IReadOnlyCollection<string> accountIds, CancellationToken cancellationToken) =>
        Task.FromResult(accounts.Read(source, accountIds));

    public IAsyncEnumerable<string> ReadPresentIdsAsync(string source, CancellationToken cancellationToken) =>
        accounts.PresentIds(source).ToAsyncEnumerable();

    public IAsyncEnumerable<StoredAccount> ReadAllAccountsAsync(string source, CancellationToken cancellationToken) =>
        accounts.ReadAll(source).ToAsyncEnumerable();

    /// <summary>The accounts with an open finding or a rule that was not assessed, by id.</summary>
    public IEnumerable<AccountState> ReadFlaggedAccounts(string source) => accounts.ReadFlagged(source);

    /// <summary>The same accounts in the order of arrival, which is faster.</summary>
    public IEnumerable<AccountState> ReadFlaggedAccountsAsTheyCame(string source) => accounts.ReadFlaggedAsTheyCame(source);

    /// <summary>The accounts with events of a run that was the last to touch them, by id.</summary>
    public IEnumerable<AccountState> ReadWithEvents(string source, RunContext run) =>
        accounts.ReadWithEvents(source, run, changesOnly: false);

    /// <summary>Those of them with a change among the events.</summary>
    public IEnumerable<AccountState> ReadChanged(string source, RunContext run) => accounts.ReadWithEvents(source, run, changesOnly: true);

    public IAsyncEnumerable<StoredAccount> ReadNotableAccountsAsync(string source, RunStamp run, CancellationToken cancellationToken) =>
        accounts.ReadNotable(source, run).ToAsyncEnumerable();

    public Task<SaveResult> SaveAccountsAsync(
        string source, long start, IReadOnlyCollection<StoredAccount> accounts, CancellationToken cancellationToken) =>
        Task.FromResult(saving.Save(source, start, accounts));

    public Task<SaveResult> RecordChunkAsync(
        string source, long start, RunStamp run, int chunk, IReadOnlyCollection<StoredAccount> accounts,
        CancellationToken cancellationToken) =>
        Task.FromResult(saving.Record(source, start, run, chunk, accounts));

    public Task<bool> ClaimAsync(string source, long start, CancellationToken cancellationToken) =>
        Task.FromResult(saving.Claim(source, start));

    public Task AddNotificationsAsync(IReadOnlyCollection<Notification> notifications, CancellationToken cancellationToken)
    {
        this.notifications.Add(notifications);
        return Task.CompletedTask;
    }

    public Task<Notification?> ReadNotificationAsync(string notificationId, CancellationToken cancellationToken) =>
        Task.FromResult(notifications.Read(notificationId));

    public IAsyncEnumerable<Notification> ReadPendingNotificationsAsync(CancellationToken cancellationToken) =>
        notifications.ReadPending().ToAsyncEnumerable();

    public IAsyncEnumerable<Notification> ReadNotificationsAsync(CancellationToken cancellationToken) =>
        notifications.ReadAll().ToAsyncEnumerable();

    public Task<bool> SaveNotificationAsync(Notification notification, CancellationToken cancellationToken) =>
        Task.FromResult(notifications.Save(notification));

    public Task<int> PurgeAccountsAsync(
        string source, int bucket, DateTimeOffset goneBefore, int most, CancellationToken cancellationToken) =>
        Task.FromResult(saving.Purge(source, bucket, goneBefore, most));

    public Task<int> PurgeChunksAsync(string source, RunStamp? active, int most, CancellationToken cancellationToken) =>
        Task.FromResult(lanes.PurgeChunks(source, active, most));

    public Task<int> PurgeNotificationsAsync(
        DateTimeOffset before, IReadOnlySet<string> kept, int most, CancellationToken cancellationToken) =>
        Task.FromResult(notifications.Purge(before, kept, most));
}
