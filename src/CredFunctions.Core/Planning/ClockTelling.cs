using CredFunctions.Notifications;
using CredFunctions.Policy;
using CredFunctions.Ports;

namespace CredFunctions.Planning;

/// <summary>Writes what the clock makes worth telling, as often as it is asked and yet once.</summary>
internal sealed class ClockTelling(IAuditStore store, IPipelineQueues queues, TimeProvider time)
{
    /// <summary>Gives everything that holds now, also what was added by an earlier call.</summary>
    public async Task<IReadOnlyList<Notification>> TellAsync(
        IReadOnlyCollection<string> sources, PolicyDocument policy, CancellationToken cancellation)
    {
        if (policy.Routes.Count == 0)
            return [];

        var notices = new ClockNotices(policy, time.GetUtcNow());
        var told = new List<Notification>(notices.Exceptions());
        foreach (var source in policy.Expected(sources))
        {
            var lane = (await store.ReadLaneAsync(source, cancellation)).Lane;
            var first = lane.Last?.Order.AsOf ?? await FirstArrivalAsync(source, cancellation);
            told.AddRange(notices.Overdue(source, lane, first));
        }

        // Nearly every sweep finds that all of it was told before.
        var added = new List<Notification>();
        foreach (var notice in told)
        {
            if (await store.ReadNotificationAsync(notice.Id, cancellation) is null)
                added.Add(notice);
        }

        await store.AddNotificationsAsync(added, cancellation);
        await queues.EnqueueAsync(added, cancellation);
        return told;
    }

    private async Task<DateTimeOffset?> FirstArrivalAsync(string source, CancellationToken cancellation)
    {
        DateTimeOffset? first = null;
        await foreach (var report in store.ReadReportsAsync(source, cancellation))
            first = first < report.ArrivedAt ? first : report.ArrivedAt;
        return first;
    }
}
