using CredFunctions.Notifications;
using CredFunctions.Policy;
using CredFunctions.Ports;

namespace CredFunctions.Channels.Acs;

/// <summary>Refuses mail for Azure Communication Services where the host has no identity to send it with.</summary>
internal sealed class AzureOnlySender : IChannelSender
{
    public bool Serves(string kind) => kind is AcsChannel.KindName;

    public Task<Delivery> SendAsync(Channel channel, Notification notification, CancellationToken cancellationToken) =>
        throw new ChannelRefusedException(
            ChannelRefusal.Permanent,
            "Mail by Azure Communication Services is sent by the deployment on Azure only; here, a channel of kind smtp sends mail.");
}
