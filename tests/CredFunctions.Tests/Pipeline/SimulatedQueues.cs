using CredFunctions.Ports;

namespace CredFunctions.Tests.Pipeline;

/// <summary>Queues that lose, double, delay and reorder, as a plan's dice say; a message is any of the pipeline's.</summary>
internal sealed class SimulatedQueues(FaultPlan plan, Clock clock, Random? random = null) : IPipelineQueues
{
    private readonly List<(object Message, DateTimeOffset VisibleAt)> waiting = [];

    /// <summary>How often, out of a thousand, a message is lost; and how often it is doubled.</summary>
    public int MishapsPerThousand { get; init; }

    /// <summary>Every message that was ever sent.</summary>
    public List<object> Sent { get; } = [];

    public bool IsEmpty => waiting.Count == 0;

    /// <summary>When the next message can be seen.</summary>
    public DateTimeOffset NextVisibleAt => waiting.Min(each => each.VisibleAt);

    public Task SendAsync(ReportMessage message, TimeSpan delay, CancellationToken cancellationToken) => Send(message, delay);

    public Task SendAsync(AccountFindingsMessage message, TimeSpan delay, CancellationToken cancellationToken) => Send(message, delay);

    public Task SendAsync(CompletionMessage message, TimeSpan delay, CancellationToken cancellationToken) => Send(message, delay);

    public Task SendAsync(NotificationMessage message, TimeSpan delay, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Send(message, delay);
    }

    public void Put(object message) => waiting.Add((message, clock.GetUtcNow()));

    /// <summary>Takes a message that can be seen; null when there is none.</summary>
    public object? Take()
    {
        var visible = waiting.FindAll(each => each.VisibleAt <= clock.GetUtcNow());
        if (visible.Count == 0)
            return null;

        var taken = visible[random?.Next(visible.Count) ?? 0];
        waiting.Remove(taken);
        return taken.Message;
    }

    /// <summary>The process died, and these queues with it.</summary>
    public void Forget() => waiting.Clear();

    private Task Send(object message, TimeSpan delay) => plan.CallAsync($"send {message.GetType().Name}", () =>
    {
        Sent.Add(message);
        var visibleAt = clock.GetUtcNow() + delay;
        var mishap = random is null || plan.IsOver ? int.MaxValue : random.Next(1000) / Math.Max(1, MishapsPerThousand);
        if (MishapsPerThousand == 0 || mishap > 2)
            mishap = int.MaxValue;
        if (mishap != 0)
            waiting.Add((message, mishap == 2 ? visibleAt.AddMinutes(random!.Next(120)) : visibleAt));
        if (mishap == 1)
            waiting.Add((message, visibleAt));
        return Task.CompletedTask;
    });
}
