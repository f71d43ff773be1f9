using CredFunctions.Ports;

namespace CredFunctions.Embedded.Queues;

/// <summary>
/// The queues of one process. They need not outlive it: the state holds everything that they ask for. A sender of chunks waits while
/// too many are left to record; a message whose handler fails comes again, ten times in all, and is then kept as dead.
/// Every channel has a queue of its own, so that one which hangs holds up nothing but its own notifications.
/// </summary>
/// <param name="time">By which delays are measured.</param>
/// <param name="warn">Receives one sentence about each dead message.</param>
internal sealed class InProcessQueues(TimeProvider time, Action<string> warn) : IPipelineQueues
{
    public const int MaxTries = 10;

    /// <summary>
    /// Chunks that may wait: enough to keep the recording busy, little enough to hold in memory whatever the report's size.
    /// </summary>
    public const int MaxChunks = 16;

    private static readonly TimeSpan FirstRetry = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestRetry = TimeSpan.FromSeconds(30);

    private readonly Lock gate = new();
    private readonly List<DeadMessage> dead = [];

    // By source: the report that failed and is tried again.
    private readonly Dictionary<string, QueuedMessage> retries = new(StringComparer.Ordinal);

    // As many as the policies of this process have named: a channel keeps its place.
    private readonly OrderedDictionary<string, MessageQueue> channels = new(StringComparer.Ordinal);
    private TaskCompletionSource changed = NewSignal();

    /// <summary>Reports and their completions: one handler at a time, since they are about the same lanes.</summary>
    public MessageQueue Reports { get; } = new();

    public MessageQueue Chunks { get; } = new();

    /// <summary>Whether chunks wait or are being recorded.</summary>
    public bool HasChunks
    {
        get
        {
            lock (gate)
                return Chunks.Count > 0 || Chunks.InWork > 0;
        }
    }

    public IReadOnlyList<DeadMessage> Dead
    {
        get
        {
            lock (gate)
                return [.. dead];
        }
    }

    public Task SendAsync(AccountFindingsMessage message, CancellationToken cancellationToken) => FirstAsync(
        () => Chunks.Count < MaxChunks ? Put(Chunks, message, TimeSpan.Zero) : null, cancellationToken);

    public Task SendAsync(ReportMessage message, TimeSpan delay, CancellationToken cancellationToken) => PutAsync(Reports, message, delay);

    // A chunk is put off by a worker that takes chunks, which must not wait for itself.
    public Task SendAsync(AccountFindingsMessage message, TimeSpan delay, CancellationToken cancellationToken) =>
        PutAsync(Chunks, message, delay);

    public Task SendAsync(CompletionMessage message, TimeSpan delay, CancellationToken cancellationToken) =>
        PutAsync(Reports, message, delay);

    public Task SendAsync(NotificationMessage message, TimeSpan delay, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            if (!channels.TryGetValue(message.Channel, out var channel))
                channels.Add(message.Channel, channel = new MessageQueue());
            return PutAsync(channel, message, delay);
        }
    }

    /// <summary>
    /// The queue of a channel, by its place in the order in which they first got a message; waits until there is one.
    /// </summary>
    public Task<MessageQueue> ChannelAsync(int place, CancellationToken cancellationToken) =>
        FirstAsync(() => place < channels.Count ? channels.GetAt(place).Value : null, cancellationToken);

    /// <summary>Takes the next message, waiting for it; <see cref="Done"/> or <see cref="Failed"/> has to follow.</summary>
    public Task<QueuedMessage> TakeAsync(MessageQueue queue, CancellationToken cancellationToken) => FirstAsync(
        () =>
        {
            while (queue.TryTake(time.GetUtcNow(), out var taken))
            {
                if (RetryBefore(taken) is not { } retry)
                {
                    Signal();
                    return taken;
                }

                queue.Done();
                queue.Put(taken with { VisibleAt = retry.VisibleAt });
            }

            return null;
        },
        cancellationToken,
        () => queue.NextAt);

    public void Done(MessageQueue queue)
    {
        lock (gate)
        {
            queue.Done();
            Signal();
        }
    }

    /// <summary>Lets the message come again after a while, or keeps it as dead.</summary>
    public void Failed(MessageQueue queue, QueuedMessage queued, string reason)
    {
        var tries = queued.Tries + 1;
        var warns = false;
        lock (gate)
        {
            queue.Done();
            if (tries < MaxTries)
            {
                var again = new QueuedMessage(queued.Message, tries, time.GetUtcNow() + RetryAfter(tries));
                queue.Put(again);
                if (queued.Message is ReportMessage report)
                    retries[report.Source] = again;
            }
            else
            {
                // A full disk fails every part of a report: one sentence is enough.
                warns = queued.Message is not AccountFindingsMessage part
                    || !dead.Exists(each => each.Reason == reason
                        && each.Message is AccountFindingsMessage other && (other.Source, other.Run) == (part.Source, part.Run));
                dead.Add(new DeadMessage(queued.Message, reason));
            }

            Signal();
        }

        if (warns)
            warn($"{NameOf(queued.Message)} failed {tries} times and is given up until the next start: {reason}");
    }

    /// <summary>
    /// Waits until nothing is in work and only delayed messages are left. A delayed report or chunk would then wait for nothing, so its
    /// delay is cut short; a notification waits for a channel out there and keeps its delay.
    /// </summary>
    public Task UntilIdleAsync(CancellationToken cancellationToken) => FirstAsync(
        () =>
        {
            var now = time.GetUtcNow();
            if (Reports.IsBusy(now) || Chunks.IsBusy(now) || channels.Values.Any(channel => channel.IsBusy(now)))
                return null;

            var next = Chunks.Count > 0 ? Chunks : Reports;
            if (next.Count == 0)
                return next;
            next.Hasten(now);
            Signal();
            return null;
        },
        cancellationToken);

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static TimeSpan RetryAfter(int tries)
    {
        var delay = FirstRetry * Math.Pow(2, tries - 1);
        return delay < LongestRetry ? delay : LongestRetry;
    }

    private static string NameOf(object message) => message switch
    {
        ReportMessage report => $"Reading report \"{report.Name}\" of {report.Source}",
        AccountFindingsMessage chunk => $"Recording part {chunk.Chunk + 1} of a report of {chunk.Source}",
        CompletionMessage completion => $"Completing a report of {completion.Source}",
        NotificationMessage notification => $"Delivering to channel \"{notification.Channel}\"",
        _ => throw new InvalidOperationException($"No queue is for a {message.GetType().Name}."),
    };

    // The retry that a report has to wait for: a later report that overtook it would make it stale.
    private QueuedMessage? RetryBefore(QueuedMessage taken)
    {
        if (taken.Message is not ReportMessage report || !retries.TryGetValue(report.Source, out var retry))
            return null;
        if (!retry.Message.Equals(report))
            return retry;

        retries.Remove(report.Source);
        return null;
    }

    private Task PutAsync(MessageQueue queue, object message, TimeSpan delay)
    {
        lock (gate)
            Put(queue, message, delay);
        return Task.CompletedTask;
    }

    private MessageQueue Put(MessageQueue queue, object message, TimeSpan delay)
    {
        queue.Put(new QueuedMessage(message, Tries: 0, time.GetUtcNow() + delay));
        Signal();
        return queue;
    }

    // Every waiting worker looks again. A signal is for one change: the next wait gets a new one.
    private void Signal()
    {
        var signalled = changed;
        changed = NewSignal();
        signalled.SetResult();
    }

    // Makes an attempt now, at every change, and when the next message becomes visible, until it gives something.
    private async Task<T> FirstAsync<T>(Func<T?> attempt, CancellationToken cancellationToken, Func<DateTimeOffset?>? next = null)
        where T : class
    {
        while (true)
        {
            Task signal;
            var wait = Timeout.InfiniteTimeSpan;
            lock (gate)
            {
                if (attempt() is { } result)
                    return result;

                signal = changed.Task;
                if (next?.Invoke() - time.GetUtcNow() is { } left)
                    wait = left > TimeSpan.Zero ? left : TimeSpan.Zero;
            }

            try
            {
                await signal.WaitAsync(wait, time, cancellationToken);
            }
            catch (TimeoutException)
            {
                // The attempt may give something now.
            }
        }
    }
}
