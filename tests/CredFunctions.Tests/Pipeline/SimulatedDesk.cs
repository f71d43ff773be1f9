using CredFunctions.Pipeline.Notifications;
using CredFunctions.Pipeline.Ports;

namespace CredFunctions.Tests.Pipeline;

/// <summary>A channel that counts what arrives.</summary>
internal sealed class SimulatedDesk(FaultPlan plan) : INotificationChannel
{
    public List<string> Arrived { get; } = [];

    public bool Serves(string channel) => channel == "desk";

    public Task SendAsync(Notification notification, CancellationToken cancellation) => plan.CallAsync("deliver", () =>
    {
        Arrived.Add(notification.Id);
        return Task.CompletedTask;
    });
}
