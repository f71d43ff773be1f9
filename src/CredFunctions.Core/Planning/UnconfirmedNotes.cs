using CredFunctions.Notifications;
using CredFunctions.Ports;
using CredFunctions.Runs;

namespace CredFunctions.Planning;

/// <summary>Names in a digest the notifications of its source that became unconfirmed since the digest before it.</summary>
internal static class UnconfirmedNotes
{
    /// <summary>Returns the notices of a run, its digests with the note.</summary>
    public static async Task<IReadOnlyList<Notification>> AddAsync(
        IReadOnlyList<Notification> notices, ReportRecord record, INotificationStore store, CancellationToken cancellationToken)
    {
        if (!notices.Any(notice => notice.Kind is NotificationKind.Digest))
            return notices;

        var unconfirmed = new List<(string Id, string Channel, DateTimeOffset At)>();
        var since = DateTimeOffset.MinValue;
        await foreach (var earlier in store.ReadNotificationsAsync(cancellationToken))
        {
            // A notification about no source, such as that an exception ends, is named with every source.
            if (earlier.Source.Length > 0 && earlier.Source != record.Source)
                continue;
            if (earlier is { Status: NotificationStatus.Unconfirmed, SentAt: { } at })
                unconfirmed.Add((earlier.Id, earlier.Channel, at));
            if (earlier.Kind is NotificationKind.Digest && earlier.CreatedAt > since
                && (earlier.ReportId, earlier.Run) != (record.ReportId, record.Run))
                since = earlier.CreatedAt;
        }

        var notes = unconfirmed.Where(each => each.At >= since).OrderBy(each => each.At).ThenBy(each => each.Id, StringComparer.Ordinal)
            .GroupBy(each => each.Channel, StringComparer.Ordinal)
            .Select(group => Note(group.Key, group.First().Id, group.Count())).ToList();
        return notes.Count == 0 ? notices : [.. notices.Select(notice => notice.Kind is NotificationKind.Digest
            ? notice with { Content = notice.Content with { Remarks = [.. notice.Content.Remarks, .. notes] } }
            : notice)];
    }

    private static string Note(string channel, string id, int count) => count == 1
        ? $"1 notification to channel {channel} is unconfirmed: its answer was lost, so it may not have arrived. "
            + $"\"credfunctions replay {ShortId.Of(id)}\" sends it again."
        : $"{count} notifications to channel {channel} are unconfirmed: their answers were lost, so they may not have arrived. "
            + "\"credfunctions history SOURCE\" lists them, \"credfunctions replay ID\" sends one again.";
}
