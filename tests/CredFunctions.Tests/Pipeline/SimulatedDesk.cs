using CredFunctions.Channels.Console;
using CredFunctions.Channels.Smtp;
using CredFunctions.Notifications;
using CredFunctions.Policy;
using CredFunctions.Ports;

namespace CredFunctions.Tests.Pipeline;

/// <summary>Channels that count what arrives, and may be down.</summary>
internal sealed class SimulatedDesk(FaultPlan plan, Clock clock) : IChannelSender
{
    // An engine serves several channels at a time.
    private readonly Lock gate = new();

    /// <summary>The ids of what arrived, in order.</summary>
    public List<string> Arrived { get; } = [];

    /// <summary>When what arrived last on a channel arrived.</summary>
    public Dictionary<string, DateTimeOffset> LastArrival { get; } = new(StringComparer.Ordinal);

    /// <summary>Why a channel of that name takes nothing just now; null when it does.</summary>
    public Func<string, ChannelRefusedException?> Refusal { get; set; } = _ => null;

    /// <summary>How often a channel was asked to take something.</summary>
    public int Tries { get; private set; }

    public bool Serves(string kind) => kind is ConsoleChannel.KindName or SmtpChannel.KindName;

    public async Task<Delivery> SendAsync(Channel channel, Notification notification, CancellationToken cancellationToken)
    {
        await plan.CallAsync("deliver", () =>
        {
            lock (gate)
            {
                Tries++;
                if (Refusal(channel.Name) is { } refusal)
                    throw refusal;
                Arrived.Add(notification.Id);
                LastArrival[channel.Name] = clock.GetUtcNow();
                return Task.CompletedTask;
            }
        });
        return Delivery.Whole;
    }
}
