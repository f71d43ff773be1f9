using System.Text.Json;

using CredFunctions.Notifications;
using CredFunctions.Pipeline;

namespace CredFunctions.Embedded.State;

/// <summary>Notifications and their deliveries.</summary>
internal sealed class NotificationTable(StateFile file)
{
    private const int PageSize = 100;

    public void Add(IReadOnlyCollection<Notification> notifications)
    {
        if (notifications.Count == 0)
            return;

        file.Write(isSynced: true, () =>
        {
            foreach (var notification in notifications)
            {
                file.Statement("INSERT INTO notifications (id, pending, sent, notification) VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO NOTHING")
                    .Execute(notification.Id, IsPending(notification), Sent(notification), Bytes(notification));
            }

            return true;
        });
    }

    public Notification? Read(string id) => file.Read(() => Stored(id));

    public IEnumerable<Notification> ReadPending() =>
        Pages("SELECT notification FROM notifications WHERE pending = 1 AND id > ?1 ORDER BY id LIMIT ?2");

    public IEnumerable<Notification> ReadAll() => Pages("SELECT notification FROM notifications WHERE id > ?1 ORDER BY id LIMIT ?2");

    public bool Save(Notification notification) => file.Write(isSynced: true, () =>
    {
        if (Stored(notification.Id)?.Revision != notification.Revision)
            return false;

        var next = notification with { Revision = notification.Revision + 1 };
        return file.Statement("UPDATE notifications SET pending = ?2, sent = ?3, notification = ?4 WHERE id = ?1")
            .Execute(next.Id, IsPending(next), Sent(next), Bytes(next)) > 0;
    });

    /// <summary>Removes notifications that are not pending and were written before an instant, except those kept by id.</summary>
    public int Purge(DateTimeOffset before, IReadOnlySet<string> kept, int most)
    {
        var purged = 0;
        file.Write(isSynced: false, () =>
        {
            foreach (var id in SentBefore(before, most + kept.Count).Where(id => !kept.Contains(id)).Take(most))
                purged += file.Statement("DELETE FROM notifications WHERE id = ?1").Execute(id);
            return true;
        });
        return purged;
    }

    private List<string> SentBefore(DateTimeOffset before, int most)
    {
        var ids = new List<string>();
        using var rows = file.Statement("SELECT id FROM notifications WHERE sent < ?1 LIMIT ?2").Query(before.UtcTicks, most);
        while (rows.Read())
            ids.Add(rows.GetString(0));
        return ids;
    }

    private Notification? Stored(string id) =>
        file.Statement("SELECT notification FROM notifications WHERE id = ?1").Value(id).Bytes is { } notification
            ? Of(notification)
            : null;

    // When it was written, once it is no longer pending: its keep time counts from there.
    private static long? Sent(Notification notification) =>
        notification.Status is NotificationStatus.Sent or NotificationStatus.Unconfirmed ? notification.CreatedAt.UtcTicks : null;

    private static long IsPending(Notification notification) => notification.Status is NotificationStatus.Pending ? 1 : 0;

    private static byte[] Bytes(Notification notification) =>
        JsonSerializer.SerializeToUtf8Bytes(notification, PipelineJson.Default.Notification);

    private static Notification Of(byte[] json) => JsonSerializer.Deserialize(json, PipelineJson.Default.Notification)!;

    private IEnumerable<Notification> Pages(string sql)
    {
        var after = "";
        while (true)
        {
            var page = file.Read(() =>
            {
                var read = new List<Notification>();
                using var rows = file.Statement(sql).Query(after, PageSize);
                while (rows.Read())
                    read.Add(Of(rows.GetBytes(0)));
                return read;
            });
            foreach (var notification in page)
                yield return notification;
            if (page.Count < PageSize)
                yield break;
            after = page[^1].Id;
        }
    }
}
