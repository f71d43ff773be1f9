using CredFunctions.Ports;

namespace CredFunctions.Embedded.Queues;

/// <summary>
/// The queues of one process. They need not outlive it: the state holds everything that they ask for. Who sends chunks faster
/// than they are recorded waits; a message whose handler fails comes again, ten times in all, and is then kept as dead.
/// Every channel has a queue of its own, so that one which hangs holds up nothing but what is for itself.
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

    public Task SendAsync(ReportMessage message, CancellationToken cancellationToken) => PutAsync(Reports, message, TimeSpan.Zero);

    public async Task SendAsync(AccountFindingsMessage message, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task signal;
            lock (gate)
            {
                if (Chunks.Count < MaxChunks)
                {
                    Put(Chunks, new QueuedMessage(message, Tries: 0, time.GetUtcNow()));
                    return;
                }

                signal = changed.Task;
            }

            await signal.WaitAsync(cancellationToken);
        }
    }

    public Task SendAsync(ReportMessage message, TimeSpan delay, CancellationToken cancellationToken) => PutAsync(Reports, message, delay);

    // Who puts off a chunk is the one that takes chunks: it must not wait for itself.
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
    public async Task<MessageQueue> ChannelAsync(int place, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task signal;
            lock (gate)
            {
                if (place < channels.Count)
                    return channels.GetAt(place).Value;
                signal = changed.Task;
            }

            await signal.WaitAsync(cancellationToken);
        }
    }

    /// <summary>Takes the next message, waiting for it; <see cref="Done"/> or <see cref="Failed"/> has to follow.</summary>
    public async Task<QueuedMessage> TakeAsync(MessageQueue queue, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task signal;
            TimeSpan? wait;
            lock (gate)
            {
                var now = time.GetUtcNow();
                while (queue.TryTake(now, out var taken))
                {
                    if (IsOvertaking(taken, out var until))
                    {
                        queue.Done();
                        queue.Put(taken with { VisibleAt = until });
                        continue;
                    }

                    Signal();
                    return taken;
                }

                signal = changed.Task;
                wait = queue.NextAt - now;
            }

            await WaitAsync(signal, wait, cancellationToken);
        }
    }

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
        var isSaid = false;
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
                isSaid = queued.Message is AccountFindingsMessage part
                    && dead.Exists(each => each.Reason == reason
                        && each.Message is AccountFindingsMessage other && (other.Source, other.Run) == (part.Source, part.Run));
                dead.Add(new DeadMessage(queued.Message, reason));
            }

            Signal();
        }

        if (tries >= MaxTries && !isSaid)
            warn($"{NameOf(queued.Message)} failed {tries} times and is given up until the next start: {reason}");
    }

    /// <summary>
    /// Waits until nothing is in work and nothing is left but to wait. A delay of reports and chunks then is a wait for nobody
    /// else, and is cut short; notifications wait for a channel out there and are left to themselves.
    /// </summary>
    public async Task UntilIdleAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            Task signal;
            lock (gate)
            {
                var now = time.GetUtcNow();
                if (!Reports.IsBusy(now) && !Chunks.IsBusy(now) && !channels.Values.Any(channel => channel.IsBusy(now)))
                {
                    var next = Chunks.Count > 0 ? Chunks : Reports;
                    if (next.Count == 0)
                        return;
                    next.Hasten(now);
                    Signal();
                }

                signal = changed.Task;
            }

            await signal.WaitAsync(cancellationToken);
        }
    }

    // A later report that overtook the one that is tried again would make it stale.
    private bool IsOvertaking(QueuedMessage taken, out DateTimeOffset until)
    {
        until = default;
        if (taken.Message is not ReportMessage report || !retries.TryGetValue(report.Source, out var again))
            return false;
        if (again.Message.Equals(report))
            retries.Remove(report.Source);
        until = again.VisibleAt;
        return !again.Message.Equals(report);
    }

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
        NotificationMessage notification => $"Telling channel \"{notification.Channel}\"",
        _ => throw new InvalidOperationException($"No queue is for a {message.GetType().Name}."),
    };

    private Task PutAsync(MessageQueue queue, object message, TimeSpan delay)
    {
        lock (gate)
            Put(queue, new QueuedMessage(message, Tries: 0, time.GetUtcNow() + delay));
        return Task.CompletedTask;
    }

    private void Put(MessageQueue queue, QueuedMessage queued)
    {
        queue.Put(queued);
        Signal();
    }

    // Every waiting worker looks again. A signal is for one change: the next wait gets a new one.
    private void Signal()
    {
        var signalled = changed;
        changed = NewSignal();
        signalled.SetResult();
    }

    private async Task WaitAsync(Task signal, TimeSpan? wait, CancellationToken cancellationToken)
    {
        if (wait is not { } longest)
        {
            await signal.WaitAsync(cancellationToken);
            return;
        }

        try
        {
            await signal.WaitAsync(longest > TimeSpan.Zero ? longest : TimeSpan.Zero, time, cancellationToken);
        }
        catch (TimeoutException)
        {
            // The message may be taken now.
        }
    }
}
