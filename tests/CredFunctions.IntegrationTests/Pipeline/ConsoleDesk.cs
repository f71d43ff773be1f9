using CredFunctions.Pipeline.Notifications;
using CredFunctions.Pipeline.Ports;

namespace CredFunctions.IntegrationTests.Pipeline;

/// <summary>A channel that keeps what arrives.</summary>
internal sealed class ConsoleDesk : INotificationChannel
{
    public List<Notification> Arrived { get; } = [];

    public bool Serves(string channel) => channel == "desk";

    public Task SendAsync(Notification notification, CancellationToken cancellation)
    {
        Arrived.Add(notification);
        return Task.CompletedTask;
    }
}
