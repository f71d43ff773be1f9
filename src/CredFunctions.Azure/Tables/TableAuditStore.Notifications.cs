using Azure;
using Azure.Data.Tables;

using CredFunctions.Notifications;

namespace CredFunctions.Azure.Tables;

// The table Notifications: a row a notification.
public sealed partial class TableAuditStore
{
    private const int ParallelWrites = 16;

    public async Task AddNotificationsAsync(IReadOnlyCollection<Notification> notifications, CancellationToken cancellationToken)
    {
        foreach (var some in notifications.Chunk(ParallelWrites))
            await Task.WhenAll(some.Select(notification => AddAsync(notification, cancellationToken)));
    }

    public async Task<Notification?> ReadNotificationAsync(string notificationId, CancellationToken cancellationToken) =>
        await FindNotificationAsync(notificationId, cancellationToken) is { } row ? NotificationEntity.Read(row) : null;

    /// <summary>
    /// The pending notifications. The service scans every row; there are few, since old ones are purged, and only the sweep asks.
    /// </summary>
    public IAsyncEnumerable<Notification> ReadPendingNotificationsAsync(CancellationToken cancellationToken) =>
        notifications.QueryAsync<TableEntity>(
            $"{NotificationEntity.StatusColumn} eq '{NotificationStatus.Pending}'", cancellationToken: cancellationToken)
            .Select(NotificationEntity.Read);

    public IAsyncEnumerable<Notification> ReadNotificationsAsync(CancellationToken cancellationToken) =>
        notifications.QueryAsync<TableEntity>(cancellationToken: cancellationToken).Select(NotificationEntity.Read);

    public async Task<bool> SaveNotificationAsync(Notification notification, CancellationToken cancellationToken)
    {
        if (await FindNotificationAsync(notification.Id, cancellationToken) is not { } row
            || NotificationEntity.Read(row).Revision != notification.Revision)
            return false;

        var transaction = new EntityTransaction();
        transaction.Write(NotificationEntity.Of(notification with { Revision = notification.Revision + 1 }), row.ETag.ToString());
        return await transaction.CommitAsync(notifications, cancellationToken);
    }

    public Task<int> PurgeNotificationsAsync(
        DateTimeOffset before, IReadOnlySet<string> kept, int most, CancellationToken cancellationToken)
    {
        var keptRows = kept.Select(NotificationEntity.KeyOf).ToHashSet(StringComparer.Ordinal);
        var (sent, unconfirmed) = (nameof(NotificationStatus.Sent), nameof(NotificationStatus.Unconfirmed));
        return RemoveAsync(
            notifications,
            TableClient.CreateQueryFilter($"(Status eq {sent} or Status eq {unconfirmed}) and CreatedAt lt {before}"),
            most, cancellationToken, row => keptRows.Contains(row.RowKey));
    }

    private Task<TableEntity?> FindNotificationAsync(string notificationId, CancellationToken cancellationToken) => FindAsync(
        notifications, NotificationEntity.PartitionOf(notificationId), NotificationEntity.KeyOf(notificationId), cancellationToken);

    private async Task AddAsync(Notification notification, CancellationToken cancellationToken)
    {
        try
        {
            await notifications.AddEntityAsync(NotificationEntity.Of(notification), cancellationToken);
        }
        catch (RequestFailedException ex) when (ex.ErrorCode == "EntityAlreadyExists")
        {
            // It is there, whether this write, its repetition or another process added it.
        }
    }
}
