using CredFunctions.Notifications;
using CredFunctions.Policy.Channels;
using CredFunctions.Ports;

namespace CredFunctions.Embedded.Channels;

/// <summary>
/// Stands for every way to people where nobody is to be told: the state says so, and what it keeps can be sent by a replay.
/// </summary>
internal sealed class NoDelivery : INotificationChannel
{
    public bool Serves(ChannelKind kind) => true;

    public Task<Delivery> SendAsync(Channel channel, Notification notification, CancellationToken cancellationToken) =>
        throw new ChannelRefusedException(ChannelRefusal.Permanent, "The report was scanned without --notify.");
}
