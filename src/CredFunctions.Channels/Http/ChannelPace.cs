using System.Collections.Concurrent;

namespace CredFunctions.Channels.Http;

/// <summary>Limits a channel to four requests a second, above which Teams throttles.</summary>
internal sealed class ChannelPace(TimeProvider time)
{
    private static readonly TimeSpan Gap = TimeSpan.FromMilliseconds(250);

    private readonly ConcurrentDictionary<string, DateTimeOffset> nextAt = new(StringComparer.Ordinal);

    public Task WaitAsync(string channel, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var turn = nextAt.AddOrUpdate(channel, _ => now + Gap, (_, next) => (next > now ? next : now) + Gap) - Gap;
        return turn > now ? Task.Delay(turn - now, time, cancellationToken) : Task.CompletedTask;
    }
}
