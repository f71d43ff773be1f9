using System.Text.Json;

using CredFunctions.Notifications;
using CredFunctions.Pipeline;

namespace CredFunctions.Embedded.State;

// Notifications and their deliveries.
internal sealed partial class SqliteAuditStore
{
    private const int NotificationsAPage = 100;

    public Task AddNotificationsAsync(IReadOnlyCollection<Notification> notifications, CancellationToken cancellationToken)
    {
        if (notifications.Count > 0)
        {
            file.Write(isSynced: true, () =>
            {
                const string Insert =
                    "INSERT INTO notifications (id, pending, sent, notification) VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO NOTHING";
                return notifications.Sum(notification => Save(Insert, notification));
            });
        }

        return Task.CompletedTask;
    }

    public Task<Notification?> ReadNotificationAsync(string notificationId, CancellationToken cancellationToken) =>
        Task.FromResult(file.Read(() => Find(notificationId)));

    public IAsyncEnumerable<Notification> ReadPendingNotificationsAsync(CancellationToken cancellationToken) =>
        ReadNotifications("pending = 1 AND ").ToAsyncEnumerable();

    public IAsyncEnumerable<Notification> ReadNotificationsAsync(CancellationToken cancellationToken) =>
        ReadNotifications("").ToAsyncEnumerable();

    public Task<bool> SaveNotificationAsync(Notification notification, CancellationToken cancellationToken) => Task.FromResult(file.Write(
        isSynced: true,
        () => Find(notification.Id)?.Revision == notification.Revision && Save(
            "UPDATE notifications SET pending = ?2, sent = ?3, notification = ?4 WHERE id = ?1",
            notification with { Revision = notification.Revision + 1 }) > 0));

    public Task<int> PurgeNotificationsAsync(
        DateTimeOffset before, IReadOnlySet<string> kept, int most, CancellationToken cancellationToken) =>
        Task.FromResult(file.Write(isSynced: false, () => file.Statement("SELECT id FROM notifications WHERE sent < ?1 LIMIT ?2")
            .List(row => row.GetString(0), before.UtcTicks, most + kept.Count)
            .Where(id => !kept.Contains(id)).Take(most)
            .Sum(id => file.Statement("DELETE FROM notifications WHERE id = ?1").Execute(id))));

    // When it was written, once it is no longer pending: its keep time counts from there.
    private static long? SentOf(Notification notification) =>
        notification.Status is NotificationStatus.Sent or NotificationStatus.Unconfirmed ? notification.CreatedAt.UtcTicks : null;

    private static Notification NotificationOf(byte[] json) => JsonSerializer.Deserialize(json, PipelineJson.Default.Notification)!;

    private Notification? Find(string id) =>
        file.Statement("SELECT notification FROM notifications WHERE id = ?1").Value(id).Bytes is { } json ? NotificationOf(json) : null;

    private int Save(string sql, Notification notification) => file.Statement(sql).Execute(
        notification.Id, notification.Status is NotificationStatus.Pending ? 1L : 0L, SentOf(notification),
        JsonSerializer.SerializeToUtf8Bytes(notification, PipelineJson.Default.Notification));

    private IEnumerable<Notification> ReadNotifications(string condition) => Paged(
        NotificationsAPage, "", notification => notification.Id, after => file
            .Statement($"SELECT notification FROM notifications WHERE {condition}id > ?1 ORDER BY id LIMIT ?2")
            .List(row => NotificationOf(row.GetBytes(0)), after, NotificationsAPage));
}
