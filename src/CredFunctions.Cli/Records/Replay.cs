using CredFunctions.Embedded.Inbox;
using CredFunctions.Notifications;
using CredFunctions.Runs;

namespace CredFunctions.Cli.Records;

/// <summary>Reads a report again, or sends a notification again.</summary>
/// <param name="records">The records.</param>
/// <param name="folder">The watched folder in which the files of reports lie; null where none is named.</param>
/// <param name="time">The clock.</param>
internal sealed class Replay(OpenedStore records, string? folder, TimeProvider time)
{
    /// <summary>Returns a sentence for the user: what happens now.</summary>
    /// <exception cref="CommandException">Nothing can be done again, or it is not clear what is meant.</exception>
    public async Task<string> RunAsync(string id, string? source, CancellationToken cancellationToken)
    {
        var notifications = id.Length == 0 ? [] : await records.Store.ReadNotificationsAsync(cancellationToken)
            .Where(each => each.Id.StartsWith(id, StringComparison.OrdinalIgnoreCase) && (source is null || each.Source == source))
            .ToListAsync(cancellationToken);
        var reports = await ReportLookup.FindAllAsync(records.Store, id, source, cancellationToken);
        return (notifications, reports) switch
        {
            ([var notification], []) => await SendAgainAsync(notification, cancellationToken),
            ([], [_, ..]) => await ReadAgainAsync(
                await ReportLookup.FindAsync(records.Store, id, source, cancellationToken), cancellationToken),
            ([], []) => throw new CommandException(
                $"There is no report and no notification \"{id}\": \"credfunctions history\" lists their ids."),
            _ => throw new CommandException(
                $"\"{id}\" is the beginning of {Counted.Of(notifications.Count, "notification")} and "
                + $"{Counted.Of(reports.Count, "report")}: "
                + "give more of the id."),
        };
    }

    private async Task<string> SendAgainAsync(Notification notification, CancellationToken cancellationToken)
    {
        // A watch may be saving the result of a delivery.
        while (!await records.Store.SaveNotificationAsync(notification.Replayed(time.GetUtcNow()), cancellationToken))
        {
            notification = await records.Store.ReadNotificationAsync(notification.Id, cancellationToken)
                ?? throw new CommandException(
                    $"Notification {ShortId.Of(notification.Id)} is not kept any more, so it cannot be sent again.");
        }

        var when = records.Azure is null
            ? "A watch over its folder sends it at once."
            : "The next sweep, at most an hour from now, sends it.";
        return $"Notification {ShortId.Of(notification.Id)} to channel \"{notification.Channel}\" is to be sent again. {when}";
    }

    private async Task<string> ReadAgainAsync(ReportRecord report, CancellationToken cancellationToken)
    {
        var name = $"Report {ShortId.Of(report.ReportId)} of {report.Source}";
        var lane = (await records.Store.ReadLaneAsync(report.Source, cancellationToken)).Lane;
        switch (report.Status)
        {
            case ReportStatus.Held:
                throw new CommandException($"{name} is held, not given up: "
                    + $"\"credfunctions accept {ShortId.Of(report.ReportId)} {records.Option}\" accepts it.");
            case ReportStatus.Waiting or ReportStatus.Recording:
                throw new CommandException($"{name} is {report.Status.ToString().ToLowerInvariant()}, and continues by itself.");
            case ReportStatus.Withdrawn or ReportStatus.Stale when !lane.IsStale(report):
                return $"{name} {await RecordAgainAsync(report, name, cancellationToken)}";
            case ReportStatus.Withdrawn or ReportStatus.Stale:
            case ReportStatus.Complete when lane.Last?.ReportId != report.ReportId:
                throw new CommandException($"{name} is older than the last one of its source: read again, it would change nothing.");
            default:
                return $"{name} {await BringBackAsync(report, name, cancellationToken)}";
        }
    }

    // No upload brings it into the lane: the run reads its bytes from where they are kept.
    private async Task<string> RecordAgainAsync(ReportRecord report, string name, CancellationToken cancellationToken)
    {
        await using var bytes = await records.Files(folder, time).FindAsync(report, cancellationToken);
        if (bytes is null)
            throw new CommandException($"The file of {name} is not where it was: "
                + $"{(records.Azure is null ? "bring it back, or name the watched folder with --folder" : "upload it again")}.");

        var status = (await records.Lanes(time).ReplayAsync(report, cancellationToken)).Status;
        return status is ReportStatus.Waiting ? "waits until the report before it is recorded."
            : records.Azure is not null ? "is recorded by the next sweep, at most an hour and a quarter from now."
            : await ScanAgain.CommandAsync(records, report, cancellationToken) is { } command ? $"is recorded by \"{command}\"."
            : "is recorded at once by a watch over its folder.";
    }

    private async Task<string> BringBackAsync(ReportRecord report, string name, CancellationToken cancellationToken)
    {
        var policy = report.Status is ReportStatus.Complete ? ", if the policy has changed since" : "";
        if (records.Azure is { } azure)
        {
            return await azure.Inbox.ReturnAsync(report.Source, report.Name, report.AsOf, cancellationToken)
                ? $"is uploaded again, and read again{policy}."
                : throw new CommandException($"{name} is not in the storage account any more: upload its file again.");
        }

        if (await ScanAgain.CommandAsync(records, report, cancellationToken) is { } command)
            throw new CommandException($"{name} is read again by \"{command}\".");
        if (folder is null)
            throw new CommandException(
                $"{name} is read again from its file: name the watched folder with --folder, or scan the file again.");
        return new FileArchive(WatchedFolder.Open(folder), time).Restore(report) is { } path
            ? $"lies in \"{path}\" again. A watch over its folder reads it at once{policy}."
            : throw new CommandException(
                $"The file of {name} is neither in done nor in rejected of \"{folder}\": bring it into reports again.");
    }
}
