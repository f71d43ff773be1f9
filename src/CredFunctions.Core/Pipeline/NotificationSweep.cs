using CredFunctions.Notifications;
using CredFunctions.Planning;
using CredFunctions.Policy;
using CredFunctions.Ports;

namespace CredFunctions.Pipeline;

/// <summary>Sends the notices that depend on the clock alone, each once, and enqueues every pending notification again.</summary>
public sealed class NotificationSweep(ILaneStore store, NotificationOutbox outbox, TimeProvider time)
{
    /// <summary>Returns every notice that holds now, including those that an earlier sweep sent.</summary>
    public async Task<IReadOnlyList<Notification>> RunAsync(
        IReadOnlyCollection<string> sources, PolicyDocument policy, CancellationToken cancellationToken)
    {
        var notices = await NoticesAsync(sources, policy, cancellationToken);
        await outbox.SendNewAsync(notices, cancellationToken);
        await outbox.EnqueuePendingAsync(cancellationToken);
        return notices;
    }

    private async Task<IReadOnlyList<Notification>> NoticesAsync(
        IReadOnlyCollection<string> sources, PolicyDocument policy, CancellationToken cancellationToken)
    {
        if (policy.Routes.Count == 0)
            return [];

        var clock = new ClockNotices(policy, time.GetUtcNow());
        var notices = new List<Notification>(clock.Exceptions());
        foreach (var source in policy.Expected(sources))
        {
            var lane = (await store.ReadLaneAsync(source, cancellationToken)).Lane;
            var first = lane.Last?.Order.AsOf ?? await FirstArrivalAsync(source, cancellationToken);
            notices.AddRange(clock.Overdue(source, lane, first));
        }

        return notices;
    }

    private async Task<DateTimeOffset?> FirstArrivalAsync(string source, CancellationToken cancellationToken)
    {
        DateTimeOffset? first = null;
        await foreach (var report in store.ReadReportsAsync(source, cancellationToken))
            first = first < report.ArrivedAt ? first : report.ArrivedAt;
        return first;
    }
}
