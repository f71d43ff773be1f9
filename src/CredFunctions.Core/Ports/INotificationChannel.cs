using CredFunctions.Notifications;
using CredFunctions.Policy.Channels;

namespace CredFunctions.Ports;

/// <summary>A way to people, for every channel of a kind.</summary>
public interface INotificationChannel
{
    /// <summary>Whether it serves such channels.</summary>
    bool Serves(ChannelKind kind);

    /// <summary>
    /// Sends, for as long as the channel's protocol lets a server think; throws <see cref="ChannelRefusedException"/>, and nothing
    /// else, when it did not arrive or its arrival is unconfirmed.
    /// </summary>
    /// <param name="channel">The channel, as the policy in force has it.</param>
    /// <param name="notification">What is told.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<Delivery> SendAsync(Channel channel, Notification notification, CancellationToken cancellationToken);
}
