using CredFunctions.Pipeline.Messages;
using CredFunctions.Pipeline.Notifications;
using CredFunctions.Pipeline.Ports;

namespace CredFunctions.Pipeline;

/// <summary>
/// Sends one notification to its channel and marks it sent. A process that dies between the two sends it again: that is the
/// one case in which something is told twice.
/// </summary>
public sealed class DeliverNotification(IAuditStore store, IEnumerable<INotificationChannel> channels)
{
    public async Task HandleAsync(NotificationMessage message, CancellationToken cancellation)
    {
        if (await store.ReadNotificationAsync(message.NotificationId, cancellation) is not { Status: NotificationStatus.Pending } notification)
            return;
        if (channels.FirstOrDefault(channel => channel.Serves(notification.Channel)) is not { } channel)
            return;

        await channel.SendAsync(notification, cancellation);
        await store.SaveNotificationAsync(notification with { Status = NotificationStatus.Sent }, cancellation);
    }
}
