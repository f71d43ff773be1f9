using CredFunctions.Notifications;
using CredFunctions.Policy.Channels;
using CredFunctions.Ports;

namespace CredFunctions.Embedded.Channels;

/// <summary>Refuses mail by Azure Communication Services, which only the deployment on Azure sends.</summary>
internal sealed class AzureOnlyChannel : INotificationChannel
{
    public bool Serves(ChannelKind kind) => kind is ChannelKind.Acs;

    public Task<Delivery> SendAsync(Channel channel, Notification notification, CancellationToken cancellationToken) =>
        throw new ChannelRefusedException(
            ChannelRefusal.Permanent,
                "Mail by Azure Communication Services is sent by the deployment on Azure only; here, a channel of kind smtp sends mail.");
}
