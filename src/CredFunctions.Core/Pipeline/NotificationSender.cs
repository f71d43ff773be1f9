using CredFunctions.Notifications;
using CredFunctions.Ports;

namespace CredFunctions.Pipeline;

/// <summary>Finds a notification's channel in the policy in force and the service that sends to it.</summary>
public sealed class NotificationSender(IPolicies policies, IEnumerable<IChannelSender> channels)
{
    /// <exception cref="ChannelRefusedException">It did not arrive, or its arrival is unconfirmed.</exception>
    public async Task<Delivery> SendAsync(Notification notification, CancellationToken cancellationToken)
    {
        var policy = await policies.CurrentAsync(cancellationToken);
        var channel = policy.ChannelOf(notification.Channel)
                      ?? throw new ChannelRefusedException(
                          ChannelRefusal.Permanent, $"The policy has no channel \"{notification.Channel}\" any more.");
        var service = channels.FirstOrDefault(each => each.Serves(channel.Kind))
                      ?? throw new ChannelRefusedException(
                          ChannelRefusal.Permanent, $"Channels of kind \"{channel.Kind}\" are not served here.");
        return await service.SendAsync(channel, notification, cancellationToken);
    }
}
