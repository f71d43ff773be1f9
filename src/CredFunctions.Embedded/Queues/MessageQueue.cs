using System.Diagnostics.CodeAnalysis;

namespace CredFunctions.Embedded.Queues;

/// <summary>
/// Messages that wait, the one that may be taken first at the head. A message equal to one that waits, and is to be taken no
/// later, would ask for the same work twice and is left out: so a queue never holds more than there is to do.
/// Not for several threads; <see cref="InProcessQueues"/> sees to that.
/// </summary>
internal sealed class MessageQueue
{
    private readonly PriorityQueue<QueuedMessage, (DateTimeOffset VisibleAt, long Number)> waiting = new();
    private readonly Dictionary<object, DateTimeOffset> earliest = [];
    private long number;

    public int Count => waiting.Count;

    /// <summary>How many messages were taken and are not done with yet.</summary>
    public int InWork { get; private set; }

    /// <summary>When the next message may be taken; null when none waits.</summary>
    public DateTimeOffset? NextAt => waiting.TryPeek(out var next, out _) ? next.VisibleAt : null;

    public bool IsBusy(DateTimeOffset now) => InWork > 0 || NextAt <= now;

    public void Put(QueuedMessage queued)
    {
        if (earliest.TryGetValue(queued.Message, out var visibleAt) && visibleAt <= queued.VisibleAt)
            return;

        earliest[queued.Message] = queued.VisibleAt;
        waiting.Enqueue(queued, (queued.VisibleAt, number++));
    }

    public bool TryTake(DateTimeOffset now, [NotNullWhen(true)] out QueuedMessage? taken)
    {
        taken = null;
        if (!(NextAt <= now))
            return false;

        taken = waiting.Dequeue();
        earliest.Remove(taken.Message);
        InWork++;
        return true;
    }

    public void Done() => InWork--;

    /// <summary>Lets the next message be taken now, however long it was to wait.</summary>
    public void Hasten(DateTimeOffset now)
    {
        var next = waiting.Dequeue();
        earliest.Remove(next.Message);
        Put(next with { VisibleAt = now });
    }
}

/// <summary>A message on its way to its handler.</summary>
/// <param name="Message">The message.</param>
/// <param name="Tries">How often its handler failed on it.</param>
/// <param name="VisibleAt">When it may be taken.</param>
internal sealed record QueuedMessage(object Message, int Tries, DateTimeOffset VisibleAt);

/// <summary>A message that its handler failed on too often. What it asked for can be read from the state at the next start.</summary>
/// <param name="Message">The message.</param>
/// <param name="Reason">Why the last try failed.</param>
internal sealed record DeadMessage(object Message, string Reason);
