using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

using CredFunctions.Accounts;
using CredFunctions.Notifications;
using CredFunctions.Pipeline;
using CredFunctions.Ports;
using CredFunctions.Runs;

namespace CredFunctions.Tests.Stores;

/// <summary>The audit store in memory. Everything goes through JSON, so that nobody shares an object with the store.</summary>
internal sealed class MemoryAuditStore : IAuditStore
{
    private readonly Dictionary<string, (string Json, int Version)> lanes = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, string> reports = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Source, string Name), Upload> uploads = [];
    private readonly Dictionary<string, HashSet<int>> chunks = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, (string Json, int Version)> accounts = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Source, int Bucket), long> starts = [];
    private readonly SortedDictionary<string, string> notifications = new(StringComparer.Ordinal);

    /// <summary>Everything that is stored, as it is stored.</summary>
    public IEnumerable<string> Everything =>
    [
        .. lanes.Values.Select(row => row.Json), .. reports.Values, .. uploads.Values.Select(upload => upload.ToString()), .. chunks.Keys,
        .. accounts.Values.Select(row => row.Json), .. notifications.Values,
    ];

    public IEnumerable<Notification> Notifications => notifications.Values.Select(json => Read(json, PipelineJson.Default.Notification));

    public async IAsyncEnumerable<string> SourcesAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        foreach (var source in lanes.Keys.Order(StringComparer.Ordinal).ToList())
            yield return source;
    }

    public Task<StoredLane> ReadLaneAsync(string source, CancellationToken cancellationToken) => Task.FromResult(
        lanes.TryGetValue(source, out var row)
            ? new StoredLane(Read(row.Json, PipelineJson.Default.Lane), Text(row.Version))
            : new StoredLane(new Lane { Source = source }, null));

    public Task<ReportRecord?> ReadReportAsync(string source, string reportId, CancellationToken cancellationToken) => Task.FromResult(
        reports.TryGetValue($"{source}|{reportId}", out var json) ? Read(json, PipelineJson.Default.ReportRecord) : null);

    public async IAsyncEnumerable<ReportRecord> ReadReportsAsync(string source, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        foreach (var json in reports.Where(row => row.Key.StartsWith($"{source}|", StringComparison.Ordinal)).Select(row => row.Value).ToList())
            yield return Read(json, PipelineJson.Default.ReportRecord);
    }

    public Task<bool> CommitAsync(LaneStep step, string? version, CancellationToken cancellationToken)
    {
        var source = step.Lane.Source;
        var now = lanes.TryGetValue(source, out var row) ? Text(row.Version) : null;
        if (now != version)
            return Task.FromResult(false);

        lanes[source] = (JsonSerializer.Serialize(step.Lane, PipelineJson.Default.Lane), row.Version + 1);
        foreach (var record in step.Records)
            reports[$"{source}|{record.ReportId}"] = JsonSerializer.Serialize(record, PipelineJson.Default.ReportRecord);
        foreach (var removed in step.Removed)
            reports.Remove($"{source}|{removed}");
        foreach (var upload in step.Uploads)
            uploads[(source, upload.Name)] = upload;
        return Task.FromResult(true);
    }

    public IAsyncEnumerable<ReportRecord> ReadWaitingAsync(string source, CancellationToken cancellationToken) =>
        ReadReportsAsync(source, cancellationToken).Where(record => record.Status is ReportStatus.Waiting or ReportStatus.Held);

    public IAsyncEnumerable<ReportRecord> ReadReportsOfAsync(string source, string sha256, CancellationToken cancellationToken) =>
        ReadReportsAsync(source, cancellationToken).Where(record => record.Sha256 == sha256);

    public Task<Upload?> ReadUploadAsync(string source, string name, CancellationToken cancellationToken) =>
        Task.FromResult(uploads.GetValueOrDefault((source, name)));

    public IAsyncEnumerable<Upload> ReadUploadsAsync(string source, CancellationToken cancellationToken) =>
        ((Upload[])[.. uploads.Where(upload => upload.Key.Source == source).Select(upload => upload.Value)]).ToAsyncEnumerable();

    public Task SettleUploadAsync(string source, string name, string version, CancellationToken cancellationToken)
    {
        if (uploads.TryGetValue((source, name), out var upload) && upload.Version == version)
            uploads[(source, name)] = upload with { IsSettled = true };
        return Task.CompletedTask;
    }

    public Task ForgetUploadAsync(string source, string name, string version, CancellationToken cancellationToken)
    {
        if (uploads.TryGetValue((source, name), out var upload) && upload.Version == version)
            uploads.Remove((source, name));
        return Task.CompletedTask;
    }

    public Task<IReadOnlySet<int>> ReadChunksAsync(string source, RunStamp run, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlySet<int>>(new HashSet<int>(Chunks(source, run)));

    public Task<IReadOnlyList<StoredAccount>> ReadAccountsAsync(string source, IReadOnlyCollection<string> accountIds, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<StoredAccount>>(
            [.. accountIds.Where(id => accounts.ContainsKey($"{source}|{id}")).Select(id => Stored(accounts[$"{source}|{id}"]))]);

    public async IAsyncEnumerable<string> ReadPresentIdsAsync(string source, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var account in ReadAllAccountsAsync(source, cancellationToken))
        {
            if (account.State.IsPresent)
                yield return account.State.AccountId;
        }
    }

    public async IAsyncEnumerable<StoredAccount> ReadAllAccountsAsync(string source, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        foreach (var row in accounts.Where(row => row.Key.StartsWith($"{source}|", StringComparison.Ordinal)).Select(row => row.Value).ToList())
            yield return Stored(row);
    }

    public Task<bool> ClaimAsync(string source, long start, CancellationToken cancellationToken)
    {
        var isClaimed = true;
        for (var bucket = 0; bucket < AccountBucket.Count; bucket++)
            isClaimed &= IsClaimed(source, bucket, start);
        return Task.FromResult(isClaimed);
    }

    public Task<SaveResult> SaveAccountsAsync(string source, long start, IReadOnlyCollection<StoredAccount> accounts, CancellationToken cancellationToken)
    {
        if (accounts.Select(account => AccountBucket.Of(account.State.AccountId)).Distinct().Any(bucket => starts.GetValueOrDefault((source, bucket)) > start))
            return Task.FromResult(SaveResult.Superseded);
        foreach (var account in accounts)
        {
            var now = this.accounts.TryGetValue($"{source}|{account.State.AccountId}", out var row) ? Text(row.Version) : null;
            if (now != account.Version)
                return Task.FromResult(SaveResult.Changed);
        }

        foreach (var account in accounts)
        {
            IsClaimed(source, AccountBucket.Of(account.State.AccountId), start);
            var key = $"{source}|{account.State.AccountId}";
            var version = this.accounts.TryGetValue(key, out var row) ? row.Version + 1 : 1;
            this.accounts[key] = (JsonSerializer.Serialize(account.State, PipelineJson.Default.AccountState), version);
        }

        return Task.FromResult(SaveResult.Saved);
    }

    public async Task<SaveResult> RecordChunkAsync(
        string source, long start, RunStamp run, int chunk, IReadOnlyCollection<StoredAccount> accounts,
        CancellationToken cancellationToken)
    {
        var result = await SaveAccountsAsync(source, start, accounts, cancellationToken);
        if (result is SaveResult.Saved)
            Chunks(source, run).Add(chunk);
        return result;
    }

    public Task AddNotificationsAsync(IReadOnlyCollection<Notification> notifications, CancellationToken cancellationToken)
    {
        foreach (var notification in notifications)
            this.notifications.TryAdd(notification.Id, JsonSerializer.Serialize(notification, PipelineJson.Default.Notification));
        return Task.CompletedTask;
    }

    public Task<Notification?> ReadNotificationAsync(string notificationId, CancellationToken cancellationToken) => Task.FromResult(
        notifications.TryGetValue(notificationId, out var json) ? Read(json, PipelineJson.Default.Notification) : null);

    public async IAsyncEnumerable<Notification> ReadPendingNotificationsAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        foreach (var notification in Notifications.Where(each => each.Status is NotificationStatus.Pending).ToList())
            yield return notification;
    }

    public IAsyncEnumerable<Notification> ReadNotificationsAsync(CancellationToken cancellationToken) => Notifications.ToAsyncEnumerable();

    public Task<bool> SaveNotificationAsync(Notification notification, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (!notifications.TryGetValue(notification.Id, out var json)
            || Read(json, PipelineJson.Default.Notification).Revision != notification.Revision)
        {
            return Task.FromResult(false);
        }

        notifications[notification.Id] = JsonSerializer.Serialize(
            notification with { Revision = notification.Revision + 1 }, PipelineJson.Default.Notification);
        return Task.FromResult(true);
    }

    public Task<int> PurgeAccountsAsync(string source, int bucket, DateTimeOffset goneBefore, int most, CancellationToken cancellationToken)
    {
        var gone = accounts.Where(row => row.Key.StartsWith($"{source}|", StringComparison.Ordinal))
            .Where(row => Stored(row.Value).State is var account && account.GoneSince < goneBefore && AccountBucket.Of(account.AccountId) == bucket)
            .Select(row => row.Key).Take(most).ToList();
        gone.ForEach(key => accounts.Remove(key));
        return Task.FromResult(gone.Count);
    }

    public Task<int> PurgeChunksAsync(string source, RunStamp? active, int most, CancellationToken cancellationToken)
    {
        var purged = 0;
        foreach (var run in chunks.Where(run => run.Key.StartsWith($"{source}|", StringComparison.Ordinal) && run.Key != $"{source}|{active}"))
        {
            var some = run.Value.Take(most - purged).ToList();
            run.Value.ExceptWith(some);
            purged += some.Count;
        }

        return Task.FromResult(purged);
    }

    public Task<int> PurgeNotificationsAsync(
        DateTimeOffset before, IReadOnlySet<string> kept, int most, CancellationToken cancellationToken)
    {
        var sent = Notifications.Where(each => each.Status is NotificationStatus.Sent or NotificationStatus.Unconfirmed)
            .Where(each => each.CreatedAt < before && !kept.Contains(each.Id)).Take(most).ToList();
        sent.ForEach(each => notifications.Remove(each.Id));
        return Task.FromResult(sent.Count);
    }

    private bool IsClaimed(string source, int bucket, long start)
    {
        if (starts.GetValueOrDefault((source, bucket)) > start)
            return false;
        starts[(source, bucket)] = start;
        return true;
    }

    private static T Read<T>(string json, JsonTypeInfo<T> type) => JsonSerializer.Deserialize(json, type)!;

    private static string Text(int version) => version.ToString(CultureInfo.InvariantCulture);

    private static StoredAccount Stored((string Json, int Version) row) =>
        new(Read(row.Json, PipelineJson.Default.AccountState), Text(row.Version));

    private HashSet<int> Chunks(string source, RunStamp run)
    {
        var key = $"{source}|{run}";
        return chunks.TryGetValue(key, out var marked) ? marked : chunks[key] = [];
    }
}
