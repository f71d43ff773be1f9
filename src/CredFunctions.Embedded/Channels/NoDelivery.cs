using CredFunctions.Notifications;
using CredFunctions.Policy.Channels;
using CredFunctions.Ports;

namespace CredFunctions.Embedded.Channels;

/// <summary>
/// Stands for every channel of a scan without --notify: the state keeps the notifications, and a replay can send them.
/// </summary>
internal sealed class NoDelivery : INotificationChannel
{
    public bool Serves(ChannelKind kind) => true;

    public Task<Delivery> SendAsync(Channel channel, Notification notification, CancellationToken cancellationToken) =>
        throw new ChannelRefusedException(ChannelRefusal.Permanent, "The report was scanned without --notify.");
}
