using Azure.Data.Tables;

using CredFunctions.Accounts;
using CredFunctions.Notifications;
using CredFunctions.Ports;
using CredFunctions.Runs;

namespace CredFunctions.Azure.Tables;

/// <summary>The truth in Table storage; docs/tables.md describes every key and column.</summary>
public sealed class TableAuditStore(TableServiceClient service) : IAuditStore
{
    private readonly AccountTable accounts = new(service.GetTableClient(ResourceNames.AccountsTable));
    private readonly ReportTable reports = new(service.GetTableClient(ResourceNames.ReportsTable));
    private readonly UploadTable uploads = new(service.GetTableClient(ResourceNames.ReportsTable));
    private readonly NotificationTable notifications = new(service.GetTableClient(ResourceNames.NotificationsTable));

    public IAsyncEnumerable<string> SourcesAsync(CancellationToken cancellationToken) => reports.SourcesAsync(cancellationToken);

    public Task<StoredLane> ReadLaneAsync(string source, CancellationToken cancellationToken) =>
        reports.ReadLaneAsync(source, cancellationToken);

    public Task<ReportRecord?> ReadReportAsync(string source, string reportId, CancellationToken cancellationToken) =>
        reports.ReadReportAsync(source, reportId, cancellationToken);

    public IAsyncEnumerable<ReportRecord> ReadReportsAsync(string source, CancellationToken cancellationToken) =>
        reports.ReadReportsAsync(source, cancellationToken);

    public IAsyncEnumerable<ReportRecord> ReadReportsOfAsync(string source, string sha256, CancellationToken cancellationToken) =>
        reports.ReadReportsOfAsync(source, sha256, cancellationToken);

    public IAsyncEnumerable<ReportRecord> ReadWaitingAsync(string source, CancellationToken cancellationToken) =>
        reports.ReadWaitingAsync(source, cancellationToken);

    public Task<Upload?> ReadUploadAsync(string source, string name, CancellationToken cancellationToken) =>
        uploads.ReadAsync(source, name, cancellationToken);

    public IAsyncEnumerable<Upload> ReadUploadsAsync(string source, CancellationToken cancellationToken) =>
        uploads.ReadAllAsync(source, cancellationToken);

    public Task SettleUploadAsync(string source, string name, string version, CancellationToken cancellationToken) =>
        uploads.SettleAsync(source, name, version, cancellationToken);

    public Task ForgetUploadAsync(string source, string name, string version, CancellationToken cancellationToken) =>
        uploads.ForgetAsync(source, name, version, cancellationToken);

    public Task<bool> CommitAsync(LaneStep step, string? version, CancellationToken cancellationToken) =>
        reports.CommitAsync(step, version, cancellationToken);

    public Task<IReadOnlySet<int>> ReadChunksAsync(string source, RunStamp run, CancellationToken cancellationToken) =>
        reports.ReadChunksAsync(source, run, cancellationToken);

    public Task<IReadOnlyList<StoredAccount>> ReadAccountsAsync(
        string source, IReadOnlyCollection<string> accountIds, CancellationToken cancellationToken) =>
        accounts.ReadAsync(source, accountIds, cancellationToken);

    public IAsyncEnumerable<string> ReadPresentIdsAsync(string source, CancellationToken cancellationToken) =>
        accounts.ReadPresentIdsAsync(source, cancellationToken);

    public IAsyncEnumerable<StoredAccount> ReadAllAccountsAsync(string source, CancellationToken cancellationToken) =>
        accounts.ReadAllAsync(source, cancellationToken);

    public Task<SaveResult> SaveAccountsAsync(
        string source, long start, IReadOnlyCollection<StoredAccount> accounts, CancellationToken cancellationToken) =>
        this.accounts.SaveAsync(source, start, accounts, cancellationToken);

    public async Task<SaveResult> RecordChunkAsync(
        string source, long start, RunStamp run, int chunk, IReadOnlyCollection<StoredAccount> accounts,
        CancellationToken cancellationToken)
    {
        var result = accounts.Count == 0 ? SaveResult.Saved : await SaveAccountsAsync(source, start, accounts, cancellationToken);
        if (result is SaveResult.Saved)
            await reports.MarkChunkAsync(source, run, chunk, cancellationToken);
        return result;
    }

    public Task<bool> ClaimAsync(string source, long start, CancellationToken cancellationToken) =>
        accounts.ClaimAsync(source, start, cancellationToken);

    public Task AddNotificationsAsync(IReadOnlyCollection<Notification> notifications, CancellationToken cancellationToken) =>
        this.notifications.AddAsync(notifications, cancellationToken);

    public Task<Notification?> ReadNotificationAsync(string notificationId, CancellationToken cancellationToken) =>
        notifications.ReadAsync(notificationId, cancellationToken);

    public IAsyncEnumerable<Notification> ReadPendingNotificationsAsync(CancellationToken cancellationToken) =>
        notifications.ReadPendingAsync(cancellationToken);

    public IAsyncEnumerable<Notification> ReadNotificationsAsync(CancellationToken cancellationToken) =>
        notifications.ReadAllAsync(cancellationToken);

    public Task<bool> SaveNotificationAsync(Notification notification, CancellationToken cancellationToken) =>
        notifications.SaveAsync(notification, cancellationToken);

    public Task<int> PurgeAccountsAsync(
        string source, int bucket, DateTimeOffset goneBefore, int most, CancellationToken cancellationToken) =>
        accounts.PurgeAsync(source, bucket, goneBefore, most, cancellationToken);

    public Task<int> PurgeChunksAsync(string source, RunStamp? active, int most, CancellationToken cancellationToken) =>
        reports.PurgeChunksAsync(source, active, most, cancellationToken);

    public Task<int> PurgeNotificationsAsync(
        DateTimeOffset before, IReadOnlySet<string> kept, int most, CancellationToken cancellationToken) =>
        notifications.PurgeAsync(before, kept, most, cancellationToken);
}
