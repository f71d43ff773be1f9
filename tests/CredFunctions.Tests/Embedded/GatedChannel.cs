using System.Collections.Concurrent;

using CredFunctions.Notifications;
using CredFunctions.Policy;
using CredFunctions.Ports;

namespace CredFunctions.Tests.Embedded;

/// <summary>Channels of which one takes nothing until somebody opens it, and the others all at once.</summary>
/// <param name="closed">The name of the one that is closed.</param>
internal sealed class GatedChannel(string closed) : IChannelSender
{
    private readonly TaskCompletionSource opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ConcurrentQueue<string> begun = [];
    private readonly ConcurrentQueue<string> arrived = [];

    /// <summary>What was handed to a channel, in order, arrived or not.</summary>
    public IReadOnlyList<string> Begun => [.. begun];

    /// <summary>What arrived, in order.</summary>
    public IReadOnlyList<string> Arrived => [.. arrived];

    public bool Serves(string kind) => true;

    public void Open() => opened.SetResult();

    public async Task<Delivery> SendAsync(Channel channel, Notification notification, CancellationToken cancellationToken)
    {
        begun.Enqueue(notification.Id);
        if (channel.Name == closed)
            await opened.Task.WaitAsync(cancellationToken);
        arrived.Enqueue(notification.Id);
        return Delivery.Whole;
    }
}
