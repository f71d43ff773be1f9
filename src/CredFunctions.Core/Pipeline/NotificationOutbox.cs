using CredFunctions.Notifications;
using CredFunctions.Ports;

namespace CredFunctions.Pipeline;

/// <summary>Stores notifications as pending before it enqueues them: a message that is lost is found again in the store.</summary>
public sealed class NotificationOutbox(INotificationStore store, IPipelineQueues queues, TimeProvider time)
{
    public async Task SendAsync(IReadOnlyCollection<Notification> notifications, CancellationToken cancellationToken)
    {
        await store.AddNotificationsAsync(notifications, cancellationToken);
        await queues.EnqueueAsync(notifications, cancellationToken);
    }

    /// <summary>Stores and enqueues the notifications that a function makes of the current time; returns them.</summary>
    public async Task<IReadOnlyList<Notification>> SendAsync(
        Func<DateTimeOffset, IReadOnlyList<Notification>> notificationsAt, CancellationToken cancellationToken)
    {
        var notifications = notificationsAt(time.GetUtcNow());
        await SendAsync(notifications, cancellationToken);
        return notifications;
    }

    /// <summary>Stores and enqueues those notifications that are not stored yet.</summary>
    public async Task SendNewAsync(IEnumerable<Notification> notifications, CancellationToken cancellationToken)
    {
        var added = new List<Notification>();
        foreach (var notification in notifications)
        {
            if (await store.ReadNotificationAsync(notification.Id, cancellationToken) is null)
                added.Add(notification);
        }

        await SendAsync(added, cancellationToken);
    }

    public async Task EnqueuePendingAsync(CancellationToken cancellationToken)
    {
        await foreach (var notification in store.ReadPendingNotificationsAsync(cancellationToken))
            await queues.EnqueueAsync([notification], cancellationToken);
    }

    /// <summary>Stores notifications, to be enqueued once <paramref name="commit"/> has succeeded.</summary>
    /// <returns>What <paramref name="commit"/> returned.</returns>
    public async Task<bool> SendWithAsync(
        IReadOnlyCollection<Notification> notifications, Func<Task<bool>> commit, CancellationToken cancellationToken)
    {
        await store.AddNotificationsAsync(notifications, cancellationToken);
        if (!await commit())
            return false;

        await queues.EnqueueAsync(notifications, cancellationToken);
        return true;
    }
}
