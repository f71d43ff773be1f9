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

    public IAsyncEnumerable<string> SourcesAsync(CancellationToken cancellation) => reports.SourcesAsync(cancellation);

    public Task<StoredLane> ReadLaneAsync(string source, CancellationToken cancellation) => reports.ReadLaneAsync(source, cancellation);

    public Task<ReportRecord?> ReadReportAsync(string source, string reportId, CancellationToken cancellation) =>
        reports.ReadReportAsync(source, reportId, cancellation);

    public IAsyncEnumerable<ReportRecord> ReadReportsAsync(string source, CancellationToken cancellation) =>
        reports.ReadReportsAsync(source, cancellation);

    public IAsyncEnumerable<ReportRecord> ReadReportsOfAsync(string source, string sha256, CancellationToken cancellationToken) =>
        reports.ReadReportsOfAsync(source, sha256, cancellationToken);

    public IAsyncEnumerable<ReportRecord> ReadWaitingAsync(string source, CancellationToken cancellation) =>
        reports.ReadWaitingAsync(source, cancellation);

    public Task<Upload?> ReadUploadAsync(string source, string name, CancellationToken cancellation) => uploads.ReadAsync(source, name, cancellation);

    public IAsyncEnumerable<Upload> ReadUploadsAsync(string source, CancellationToken cancellation) => uploads.ReadAllAsync(source, cancellation);

    public Task SettleUploadAsync(string source, string name, string version, CancellationToken cancellation) =>
        uploads.SettleAsync(source, name, version, cancellation);

    public Task ForgetUploadAsync(string source, string name, string version, CancellationToken cancellation) =>
        uploads.ForgetAsync(source, name, version, cancellation);

    public Task<bool> CommitAsync(LaneStep step, string? version, CancellationToken cancellation) =>
        reports.CommitAsync(step, version, cancellation);

    public Task<IReadOnlySet<int>> ReadChunksAsync(string source, RunStamp run, CancellationToken cancellation) =>
        reports.ReadChunksAsync(source, run, cancellation);

    public Task<IReadOnlyList<StoredAccount>> ReadAccountsAsync(string source, IReadOnlyCollection<string> accountIds, CancellationToken cancellation) =>
        accounts.ReadAsync(source, accountIds, cancellation);

    public IAsyncEnumerable<string> ReadPresentIdsAsync(string source, CancellationToken cancellation) =>
        accounts.ReadPresentIdsAsync(source, cancellation);

    public IAsyncEnumerable<StoredAccount> ReadAllAccountsAsync(string source, CancellationToken cancellation) =>
        accounts.ReadAllAsync(source, cancellation);

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

    public Task AddNotificationsAsync(IReadOnlyCollection<Notification> notifications, CancellationToken cancellation) =>
        this.notifications.AddAsync(notifications, cancellation);

    public Task<Notification?> ReadNotificationAsync(string notificationId, CancellationToken cancellation) =>
        notifications.ReadAsync(notificationId, cancellation);

    public IAsyncEnumerable<Notification> ReadPendingNotificationsAsync(CancellationToken cancellation) =>
        notifications.ReadPendingAsync(cancellation);

    public IAsyncEnumerable<Notification> ReadNotificationsAsync(CancellationToken cancellation) => notifications.ReadAllAsync(cancellation);

    public Task<bool> SaveNotificationAsync(Notification notification, CancellationToken cancellation) =>
        notifications.SaveAsync(notification, cancellation);

    public Task<int> PurgeAccountsAsync(string source, int bucket, DateTimeOffset goneBefore, int most, CancellationToken cancellation) =>
        accounts.PurgeAsync(source, bucket, goneBefore, most, cancellation);

    public Task<int> PurgeChunksAsync(string source, RunStamp? active, int most, CancellationToken cancellation) =>
        reports.PurgeChunksAsync(source, active, most, cancellation);

    public Task<int> PurgeNotificationsAsync(
        DateTimeOffset before, IReadOnlySet<string> kept, int most, CancellationToken cancellation) =>
        notifications.PurgeAsync(before, kept, most, cancellation);
}
