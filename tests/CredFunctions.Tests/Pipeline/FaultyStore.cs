using CredFunctions.Accounts;
using CredFunctions.Notifications;
using CredFunctions.Ports;
using CredFunctions.Runs;

namespace CredFunctions.Tests.Pipeline;

/// <summary>A store around every call of which the process may die.</summary>
internal sealed class FaultyStore(IAuditStore store, FaultPlan plan) : IAuditStore
{
    public IAsyncEnumerable<string> SourcesAsync(CancellationToken cancellationToken) => Each("sources", store.SourcesAsync(cancellationToken));

    public Task<StoredLane> ReadLaneAsync(string source, CancellationToken cancellationToken) =>
        plan.CallAsync("read lane", () => store.ReadLaneAsync(source, cancellationToken));

    public Task<ReportRecord?> ReadReportAsync(string source, string reportId, CancellationToken cancellationToken) =>
        plan.CallAsync("read report", () => store.ReadReportAsync(source, reportId, cancellationToken));

    public IAsyncEnumerable<ReportRecord> ReadReportsAsync(string source, CancellationToken cancellationToken) =>
        Each("read reports", store.ReadReportsAsync(source, cancellationToken));

    public IAsyncEnumerable<ReportRecord> ReadReportsOfAsync(string source, string sha256, CancellationToken cancellationToken) =>
        Each("read reports of bytes", store.ReadReportsOfAsync(source, sha256, cancellationToken));

    public IAsyncEnumerable<ReportRecord> ReadWaitingAsync(string source, CancellationToken cancellationToken) =>
        Each("read waiting", store.ReadWaitingAsync(source, cancellationToken));

    public Task<Upload?> ReadUploadAsync(string source, string name, CancellationToken cancellationToken) =>
        plan.CallAsync("read upload", () => store.ReadUploadAsync(source, name, cancellationToken));

    public IAsyncEnumerable<Upload> ReadUploadsAsync(string source, CancellationToken cancellationToken) =>
        Each("read uploads", store.ReadUploadsAsync(source, cancellationToken));

    public Task SettleUploadAsync(string source, string name, string version, CancellationToken cancellationToken) =>
        plan.CallAsync("settle upload", () => store.SettleUploadAsync(source, name, version, cancellationToken));

    public Task ForgetUploadAsync(string source, string name, string version, CancellationToken cancellationToken) =>
        plan.CallAsync("forget upload", () => store.ForgetUploadAsync(source, name, version, cancellationToken));

    public Task<int> PurgeAccountsAsync(string source, int bucket, DateTimeOffset goneBefore, int most, CancellationToken cancellationToken) =>
        plan.CallAsync("purge accounts", () => store.PurgeAccountsAsync(source, bucket, goneBefore, most, cancellationToken));

    public Task<int> PurgeChunksAsync(string source, RunStamp? active, int most, CancellationToken cancellationToken) =>
        plan.CallAsync("purge chunks", () => store.PurgeChunksAsync(source, active, most, cancellationToken));

    public Task<int> PurgeNotificationsAsync(
        DateTimeOffset before, IReadOnlySet<string> kept, int most, CancellationToken cancellationToken) =>
        plan.CallAsync("purge notifications", () => store.PurgeNotificationsAsync(before, kept, most, cancellationToken));

    public Task<bool> CommitAsync(LaneStep step, string? version, CancellationToken cancellationToken) =>
        plan.CallAsync("commit", () => store.CommitAsync(step, version, cancellationToken));

    public Task<IReadOnlySet<int>> ReadChunksAsync(string source, RunStamp run, CancellationToken cancellationToken) =>
        plan.CallAsync("read chunks", () => store.ReadChunksAsync(source, run, cancellationToken));

    public Task<IReadOnlyList<StoredAccount>> ReadAccountsAsync(string source, IReadOnlyCollection<string> accountIds, CancellationToken cancellationToken) =>
        plan.CallAsync("read accounts", () => store.ReadAccountsAsync(source, accountIds, cancellationToken));

    public IAsyncEnumerable<string> ReadPresentIdsAsync(string source, CancellationToken cancellationToken) =>
        Each("read present ids", store.ReadPresentIdsAsync(source, cancellationToken));

    public IAsyncEnumerable<StoredAccount> ReadAllAccountsAsync(string source, CancellationToken cancellationToken) =>
        Each("read all accounts", store.ReadAllAccountsAsync(source, cancellationToken));

    public IAsyncEnumerable<StoredAccount> ReadNotableAccountsAsync(string source, RunStamp run, CancellationToken cancellationToken) =>
        Each("read notable accounts", store.ReadNotableAccountsAsync(source, run, cancellationToken));

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

    public Task AddNotificationsAsync(IReadOnlyCollection<Notification> notifications, CancellationToken cancellationToken) =>
        plan.CallAsync("add notifications", () => store.AddNotificationsAsync(notifications, cancellationToken));

    public Task<Notification?> ReadNotificationAsync(string notificationId, CancellationToken cancellationToken) =>
        plan.CallAsync("read notification", () => store.ReadNotificationAsync(notificationId, cancellationToken));

    public IAsyncEnumerable<Notification> ReadPendingNotificationsAsync(CancellationToken cancellationToken) =>
        Each("read pending", store.ReadPendingNotificationsAsync(cancellationToken));

    public IAsyncEnumerable<Notification> ReadNotificationsAsync(CancellationToken cancellationToken) =>
        Each("read notifications", store.ReadNotificationsAsync(cancellationToken));

    public Task<bool> SaveNotificationAsync(Notification notification, CancellationToken cancellationToken) =>
        plan.CallAsync("save notification", () => store.SaveNotificationAsync(notification, cancellationToken));

    private async IAsyncEnumerable<T> Each<T>(string name, IAsyncEnumerable<T> rows)
    {
        foreach (var row in await plan.CallAsync(name, async () => await rows.ToListAsync()))
            yield return row;
    }
}
