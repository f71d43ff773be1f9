using CredFunctions.Notifications;
using CredFunctions.Policy;
using CredFunctions.Ports;

namespace CredFunctions.Embedded.Channels;

/// <summary>
/// Stands for every channel of a scan without --notify: the state keeps the notifications, and a replay can send them.
/// </summary>
internal sealed class NoDelivery : IChannelSender
{
    public bool Serves(string kind) => true;

    public Task<Delivery> SendAsync(Channel channel, Notification notification, CancellationToken cancellationToken) =>
        throw new ChannelRefusedException(ChannelRefusal.Permanent, "The report was scanned without --notify.");
}
