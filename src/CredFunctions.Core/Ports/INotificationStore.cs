using CredFunctions.Notifications;

namespace CredFunctions.Ports;

/// <summary>Notifications and their deliveries.</summary>
public interface INotificationStore
{
    /// <summary>Adds notifications that are not there yet, as pending.</summary>
    Task AddNotificationsAsync(IReadOnlyCollection<Notification> notifications, CancellationToken cancellationToken);

    Task<Notification?> ReadNotificationAsync(string notificationId, CancellationToken cancellationToken);

    IAsyncEnumerable<Notification> ReadPendingNotificationsAsync(CancellationToken cancellationToken);

    /// <summary>Every notification, of whatever status, in no order.</summary>
    IAsyncEnumerable<Notification> ReadNotificationsAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Replaces a notification as its next <see cref="Notification.Revision"/>; false, and nothing saved, when it was saved or
    /// removed since it was read.
    /// </summary>
    Task<bool> SaveNotificationAsync(Notification notification, CancellationToken cancellationToken);
}
