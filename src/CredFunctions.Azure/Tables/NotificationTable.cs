using Azure;
using Azure.Data.Tables;

using CredFunctions.Notifications;

namespace CredFunctions.Azure.Tables;

/// <summary>The table Notifications: a row a notification.</summary>
internal sealed class NotificationTable(TableClient table)
{
    private const int Writes = 16;

    public async Task AddAsync(IReadOnlyCollection<Notification> notifications, CancellationToken cancellationToken)
    {
        foreach (var some in notifications.Chunk(Writes))
            await Task.WhenAll(some.Select(notification => AddAsync(notification, cancellationToken)));
    }

    public async Task<Notification?> ReadAsync(string notificationId, CancellationToken cancellationToken) =>
        await RowAsync(notificationId, cancellationToken) is { } row ? NotificationRow.Read(row) : null;

    /// <summary>
    /// The pending notifications. The service scans every row; there are few, since old ones are purged, and only the sweep asks.
    /// </summary>
    public IAsyncEnumerable<Notification> ReadPendingAsync(CancellationToken cancellationToken) =>
        table.QueryAsync<TableEntity>(
            $"{NotificationRow.StatusColumn} eq '{NotificationStatus.Pending}'", cancellationToken: cancellationToken)
            .Select(NotificationRow.Read);

    public IAsyncEnumerable<Notification> ReadAllAsync(CancellationToken cancellationToken) =>
        table.QueryAsync<TableEntity>(cancellationToken: cancellationToken).Select(NotificationRow.Read);

    public async Task<bool> SaveAsync(Notification notification, CancellationToken cancellationToken)
    {
        if (await RowAsync(notification.Id, cancellationToken) is not { } row
            || NotificationRow.Read(row).Revision != notification.Revision)
            return false;

        var transaction = new EntityTransaction();
        transaction.Write(NotificationRow.Of(notification with { Revision = notification.Revision + 1 }), row.ETag.ToString());
        return await transaction.CommitAsync(table, cancellationToken);
    }

    /// <summary>Removes what was sent and written before an instant, but none that is kept by its id.</summary>
    public Task<int> PurgeAsync(DateTimeOffset before, IReadOnlySet<string> kept, int most, CancellationToken cancellationToken)
    {
        var keptRows = kept.Select(NotificationRow.KeyOf).ToHashSet(StringComparer.Ordinal);
        var (sent, unconfirmed) = (nameof(NotificationStatus.Sent), nameof(NotificationStatus.Unconfirmed));
        var filter = TableClient.CreateQueryFilter($"(Status eq {sent} or Status eq {unconfirmed}) and CreatedAt lt {before}");
        var old = table.QueryAsync<TableEntity>(filter, select: EntityRemoval.Columns, cancellationToken: cancellationToken);
        return EntityRemoval.RemoveAsync(table, old.Where(row => !keptRows.Contains(row.RowKey)), most, cancellationToken);
    }

    private async Task<TableEntity?> RowAsync(string notificationId, CancellationToken cancellationToken)
    {
        var row = await table.GetEntityIfExistsAsync<TableEntity>(
            NotificationRow.PartitionOf(notificationId), NotificationRow.KeyOf(notificationId), cancellationToken: cancellationToken);
        return row.HasValue ? row.Value : null;
    }

    private async Task AddAsync(Notification notification, CancellationToken cancellationToken)
    {
        try
        {
            await table.AddEntityAsync(NotificationRow.Of(notification), cancellationToken);
        }
        catch (RequestFailedException ex) when (ex.ErrorCode == "EntityAlreadyExists")
        {
            // Who added it, this write, its repetition or another process, is all the same: it is there.
        }
    }
}
