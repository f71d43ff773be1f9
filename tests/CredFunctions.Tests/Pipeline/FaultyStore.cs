using CredFunctions.Accounts;
using CredFunctions.Notifications;
using CredFunctions.Ports;
using CredFunctions.Runs;

namespace CredFunctions.Tests.Pipeline;

/// <summary>A store around every call of which the process may die.</summary>
internal sealed class FaultyStore(IAuditStore store, FaultPlan plan) : IAuditStore
{
    public IAsyncEnumerable<string> SourcesAsync(CancellationToken cancellation) => Each("sources", store.SourcesAsync(cancellation));

    public Task<StoredLane> ReadLaneAsync(string source, CancellationToken cancellation) =>
        plan.CallAsync("read lane", () => store.ReadLaneAsync(source, cancellation));

    public Task<ReportRecord?> ReadReportAsync(string source, string reportId, CancellationToken cancellation) =>
        plan.CallAsync("read report", () => store.ReadReportAsync(source, reportId, cancellation));

    public IAsyncEnumerable<ReportRecord> ReadReportsAsync(string source, CancellationToken cancellation) =>
        Each("read reports", store.ReadReportsAsync(source, cancellation));

    public IAsyncEnumerable<ReportRecord> ReadReportsOfAsync(string source, string sha256, CancellationToken cancellationToken) =>
        Each("read reports of bytes", store.ReadReportsOfAsync(source, sha256, cancellationToken));

    public IAsyncEnumerable<ReportRecord> ReadWaitingAsync(string source, CancellationToken cancellation) =>
        Each("read waiting", store.ReadWaitingAsync(source, cancellation));

    public Task<Upload?> ReadUploadAsync(string source, string name, CancellationToken cancellation) =>
        plan.CallAsync("read upload", () => store.ReadUploadAsync(source, name, cancellation));

    public IAsyncEnumerable<Upload> ReadUploadsAsync(string source, CancellationToken cancellation) =>
        Each("read uploads", store.ReadUploadsAsync(source, cancellation));

    public Task SettleUploadAsync(string source, string name, string version, CancellationToken cancellation) =>
        plan.CallAsync("settle upload", () => store.SettleUploadAsync(source, name, version, cancellation));

    public Task ForgetUploadAsync(string source, string name, string version, CancellationToken cancellation) =>
        plan.CallAsync("forget upload", () => store.ForgetUploadAsync(source, name, version, cancellation));

    public Task<int> PurgeAccountsAsync(string source, int bucket, DateTimeOffset goneBefore, int most, CancellationToken cancellation) =>
        plan.CallAsync("purge accounts", () => store.PurgeAccountsAsync(source, bucket, goneBefore, most, cancellation));

    public Task<int> PurgeChunksAsync(string source, RunStamp? active, int most, CancellationToken cancellation) =>
        plan.CallAsync("purge chunks", () => store.PurgeChunksAsync(source, active, most, cancellation));

    public Task<int> PurgeNotificationsAsync(
        DateTimeOffset before, IReadOnlySet<string> kept, int most, CancellationToken cancellation) =>
        plan.CallAsync("purge notifications", () => store.PurgeNotificationsAsync(before, kept, most, cancellation));

    public Task<bool> CommitAsync(LaneStep step, string? version, CancellationToken cancellation) =>
        plan.CallAsync("commit", () => store.CommitAsync(step, version, cancellation));

    public Task<IReadOnlySet<int>> ReadChunksAsync(string source, RunStamp run, CancellationToken cancellation) =>
        plan.CallAsync("read chunks", () => store.ReadChunksAsync(source, run, cancellation));

    public Task<IReadOnlyList<StoredAccount>> ReadAccountsAsync(string source, IReadOnlyCollection<string> accountIds, CancellationToken cancellation) =>
        plan.CallAsync("read accounts", () => store.ReadAccountsAsync(source, accountIds, cancellation));

    public IAsyncEnumerable<string> ReadPresentIdsAsync(string source, CancellationToken cancellation) =>
        Each("read present ids", store.ReadPresentIdsAsync(source, cancellation));

    public IAsyncEnumerable<StoredAccount> ReadAllAccountsAsync(string source, CancellationToken cancellation) =>
        Each("read all accounts", store.ReadAllAccountsAsync(source, cancellation));

    public IAsyncEnumerable<StoredAccount> ReadNotableAccountsAsync(string source, RunStamp run, CancellationToken cancellation) =>
        Each("read notable accounts", store.ReadNotableAccountsAsync(source, run, cancellation));

    public Task<SaveResult> SaveAccountsAsync(string source, long start, IReadOnlyCollection<StoredAccount> accounts, CancellationToken cancellationToken) =>
        plan.CallAsync("save accounts", () => store.SaveAccountsAsync(source, start, accounts, cancellationToken));

    // As where accounts and marks are in two tables: the process may die between them.
    public async Task<SaveResult> RecordChunkAsync(
        string source, long start, RunStamp run, int chunk, IReadOnlyCollection<StoredAccount> accounts,
        CancellationToken cancellationToken)
    {
        var result = accounts.Count == 0 ? SaveResult.Saved : await SaveAccountsAsync(source, start, accounts, cancellationToken);
        return result is SaveResult.Saved
            ? await plan.CallAsync("mark chunk", () => store.RecordChunkAsync(source, start, run, chunk, [], cancellationToken))
            : result;
    }

    public Task<bool> ClaimAsync(string source, long start, CancellationToken cancellationToken) =>
        plan.CallAsync("claim", () => store.ClaimAsync(source, start, cancellationToken));

    public Task AddNotificationsAsync(IReadOnlyCollection<Notification> notifications, CancellationToken cancellation) =>
        plan.CallAsync("add notifications", () => store.AddNotificationsAsync(notifications, cancellation));

    public Task<Notification?> ReadNotificationAsync(string notificationId, CancellationToken cancellation) =>
        plan.CallAsync("read notification", () => store.ReadNotificationAsync(notificationId, cancellation));

    public IAsyncEnumerable<Notification> ReadPendingNotificationsAsync(CancellationToken cancellation) =>
        Each("read pending", store.ReadPendingNotificationsAsync(cancellation));

    public IAsyncEnumerable<Notification> ReadNotificationsAsync(CancellationToken cancellation) =>
        Each("read notifications", store.ReadNotificationsAsync(cancellation));

    public Task<bool> SaveNotificationAsync(Notification notification, CancellationToken cancellation) =>
        plan.CallAsync("save notification", () => store.SaveNotificationAsync(notification, cancellation));

    private async IAsyncEnumerable<T> Each<T>(string name, IAsyncEnumerable<T> rows)
    {
        foreach (var row in await plan.CallAsync(name, async () => await rows.ToListAsync()))
            yield return row;
    }
}
