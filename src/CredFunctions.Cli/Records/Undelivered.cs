using CredFunctions.Embedded.Channels;
using CredFunctions.Evidence;
using CredFunctions.Notifications;
using CredFunctions.Ports;

namespace CredFunctions.Cli.Records;

/// <summary>What a run did not get to its channels.</summary>
internal sealed class Undelivered
{
    private readonly IAuditStore store;
    private readonly DateTimeOffset since;
    private readonly HashSet<string> endedBefore;

    private Undelivered(IAuditStore store, DateTimeOffset since, HashSet<string> endedBefore) =>
        (this.store, this.since, this.endedBefore) = (store, since, endedBefore);

    /// <summary>Every notification that is not known to have arrived. What a scan without --notify was not asked to send is none.</summary>
    public static IAsyncEnumerable<Notification> AllAsync(IAuditStore store, CancellationToken cancellationToken) =>
        store.ReadNotificationsAsync(cancellationToken)
            .Where(each => each.Status is not NotificationStatus.Sent && !IsNotRequested(each));

    /// <summary>Whether it is of a scan without --notify: kept, so that a replay can send it.</summary>
    public static bool IsNotRequested(Notification notification) =>
        notification is { Status: NotificationStatus.Failed, LastError: NoDelivery.Reason };

    /// <summary>Begins to count: what was given up or unconfirmed before this run is not its failure.</summary>
    public static async Task<Undelivered> SinceAsync(DateTimeOffset now, IAuditStore store, CancellationToken cancellationToken) => new(
        store,
        now,
        await store.ReadNotificationsAsync(cancellationToken)
            .Where(each => each.Status is NotificationStatus.Failed or NotificationStatus.Unconfirmed).Select(each => each.Id)
            .ToHashSetAsync(StringComparer.Ordinal, cancellationToken));

    /// <summary>Writes one sentence for each channel and reason; gives whether everything arrived.</summary>
    public async Task<bool> WriteAsync(Action<string> warn, CancellationToken cancellationToken)
    {
        var missing = await store.ReadNotificationsAsync(cancellationToken).Where(IsMissing).ToListAsync(cancellationToken);
        foreach (var lost in missing.Where(each => each.Status is NotificationStatus.Unconfirmed)
            .GroupBy(each => each.Channel, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            var (are, those) = lost.Count() == 1 ? ("is", "it") : ("are", "the first of them");
            warn($"{Counted.Of(lost.Count(), "notification")} to channel \"{lost.Key}\" {are} unconfirmed: {lost.First().LastError} "
                + $"\"credfunctions replay {ShortId.Of(lost.First().Id)}\" sends {those} again.");
        }

        foreach (var group in missing.Where(each => each.Status is not NotificationStatus.Unconfirmed)
            .GroupBy(each => (each.Channel, Reason: each.LastError ?? "It was not tried."))
            .OrderBy(group => group.Key.Channel, StringComparer.Ordinal).ThenBy(group => group.Key.Reason, StringComparer.Ordinal))
        {
            warn($"{Counted.Of(group.Count(), "notification")} did not reach channel \"{group.Key.Channel}\", "
                + $"or not every recipient: {group.Key.Reason}");
        }

        return missing.Count == 0;
    }

    // One that was sent has an error where some of its recipients refused it.
    private bool IsMissing(Notification notification) => notification.Status switch
    {
        NotificationStatus.Pending => true,
        NotificationStatus.Failed or NotificationStatus.Unconfirmed => !endedBefore.Contains(notification.Id),
        _ => notification.LastError is not null && notification.SentAt >= since,
    };
}
