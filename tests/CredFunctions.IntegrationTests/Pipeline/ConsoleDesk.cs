using CredFunctions.Notifications;
using CredFunctions.Policy.Channels;
using CredFunctions.Ports;

namespace CredFunctions.IntegrationTests.Pipeline;

/// <summary>A channel that keeps what arrives.</summary>
internal sealed class ConsoleDesk : INotificationChannel
{
    public List<Notification> Arrived { get; } = [];

    public bool Serves(ChannelKind kind) => kind is ChannelKind.Console;

    public Task<Delivery> SendAsync(Channel channel, Notification notification, CancellationToken cancellationToken)
    {
        Arrived.Add(notification);
        return Task.FromResult(Delivery.Whole);
    }
}
