using CredFunctions.Notifications;
using CredFunctions.Policy;

namespace CredFunctions.Ports;

/// <summary>Sends to the channels of a kind.</summary>
public interface IChannelSender
{
    /// <summary>Whether it sends to channels of that kind; see <see cref="Channel.Kind"/>.</summary>
    bool Serves(string kind);

    /// <summary>
    /// Sends, waiting for an answer as long as the channel's protocol allows; throws <see cref="ChannelRefusedException"/>, and nothing
    /// else, when it did not arrive or its arrival is unconfirmed.
    /// </summary>
    /// <param name="channel">The channel, as the policy in force has it.</param>
    /// <param name="notification">The notification.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<Delivery> SendAsync(Channel channel, Notification notification, CancellationToken cancellationToken);
}
