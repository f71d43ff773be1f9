using CredFunctions.Channels.Console;
using CredFunctions.Notifications;
using CredFunctions.Policy;
using CredFunctions.Ports;

namespace CredFunctions.IntegrationTests.Pipeline;

/// <summary>A channel that keeps what arrives.</summary>
internal sealed class ConsoleDesk : IChannelSender
{
    public List<Notification> Arrived { get; } = [];

    public bool Serves(string kind) => kind is ConsoleChannel.KindName;

    public Task<Delivery> SendAsync(Channel channel, Notification notification, CancellationToken cancellationToken)
    {
        Arrived.Add(notification);
        return Task.FromResult(Delivery.Whole);
    }
}
