using CredFunctions.Notifications;
using CredFunctions.Policy;
using CredFunctions.Ports;

namespace CredFunctions.Planning;

/// <summary>Writes what the clock makes worth telling, as often as it is asked and yet once.</summary>
internal sealed class ScheduledNotices(IAuditStore store, IPipelineQueues queues, TimeProvider time)
{
    /// <summary>Gives everything that holds now, also what was added by an earlier call.</summary>
    public async Task<IReadOnlyList<Notification>> AddAsync(
        IReadOnlyCollection<string> sources, PolicyDocument policy, CancellationToken cancellationToken)
    {
        if (policy.Routes.Count == 0)
            return [];

        var notices = new ClockNotices(policy, time.GetUtcNow());
        var told = new List<Notification>(notices.Exceptions());
        foreach (var source in policy.Expected(sources))
        {
            var lane = (await store.ReadLaneAsync(source, cancellationToken)).Lane;
            var first = lane.Last?.Order.AsOf ?? await FirstArrivalAsync(source, cancellationToken);
            told.AddRange(notices.Overdue(source, lane, first));
        }

        // Nearly every sweep finds that all of it was told before.
        var added = new List<Notification>();
        foreach (var notice in told)
        {
            if (await store.ReadNotificationAsync(notice.Id, cancellationToken) is null)
                added.Add(notice);
        }

        await store.AddNotificationsAsync(added, cancellationToken);
        await queues.EnqueueAsync(added, cancellationToken);
        return told;
    }

    private async Task<DateTimeOffset?> FirstArrivalAsync(string source, CancellationToken cancellationToken)
    {
        DateTimeOffset? first = null;
        await foreach (var report in store.ReadReportsAsync(source, cancellationToken))
            first = first < report.ArrivedAt ? first : report.ArrivedAt;
        return first;
    }
}
