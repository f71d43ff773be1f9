using System.Collections.Concurrent;

namespace CredFunctions.Channels.Http;

/// <summary>Keeps a distance between the messages of a channel, so that it does not throttle.</summary>
internal sealed class ChannelPace(TimeProvider time)
{
    /// <summary>Four requests a second, above which Teams throttles.</summary>
    public static readonly TimeSpan Default = TimeSpan.FromMilliseconds(250);

    private readonly ConcurrentDictionary<string, DateTimeOffset> nextAt = new(StringComparer.Ordinal);

    /// <param name="gap">From one message to the next.</param>
    public Task WaitAsync(string channel, TimeSpan gap, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var turn = nextAt.AddOrUpdate(channel, _ => now + gap, (_, next) => (next > now ? next : now) + gap) - gap;
        return turn > now ? Task.Delay(turn - now, time, cancellationToken) : Task.CompletedTask;
    }
}
