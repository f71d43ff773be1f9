using CredFunctions.Cli.Scanning;
using CredFunctions.Cli.Watching;
using CredFunctions.Notifications;
using CredFunctions.Reports;
using CredFunctions.Runs;

namespace CredFunctions.Cli.Records;

/// <summary>Uploads a report to a storage account, and waits for the function app to record it.</summary>
internal sealed class ReportUpload(OpenedStore records, string source, CommandEnvironment environment)
{
    private const int DigitsOfName = 12;

    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(15);

    // The sweep finds an upload whose event was lost within an hour and a quarter.
    private static readonly TimeSpan PatienceForRecord = TimeSpan.FromMinutes(90);
    private static readonly TimeSpan PatienceForNotifications = TimeSpan.FromMinutes(2);

    /// <summary>Gives the exit code.</summary>
    public async Task<int> RunAsync(ReportInput report, string? givenAsOf, bool isAwaited, CancellationToken cancellationToken)
    {
        if (Read(report) is not { } read)
            return ExitCode.Rejected;

        var (asOf, shownAsOf) = AsOfOf(report, givenAsOf);
        var name = $"{read.File.Sha256[..DigitsOfName]}/{NameOf(report)}";
        var (version, isNew) = await records.Azure!.Inbox.UploadAsync(source, name, report.Stream, asOf, cancellationToken);
        var unreadable = read.Unreadable == 0 ? "" : $", {Counted.Of(read.Unreadable, "unreadable row")}";
        await WriteAsync($"\"{report.Name}\" {(isNew ? "is uploaded" : "was uploaded before")} as {source}/{name}: "
            + $"{Counted.Of(read.Accounts, "account")}{unreadable}, as of {shownAsOf}.");
        if (isAwaited)
            return await WaitAsync(name, version, cancellationToken);
        await WriteAsync($"\"credfunctions history {source} {records.Option}\" shows whether it is recorded.");
        return ExitCode.Done;
    }

    // Reads the whole report, so that what the function app would reject is refused here.
    private (ReportFile File, long Accounts, long Unreadable)? Read(ReportInput report)
    {
        try
        {
            var file = ReportFile.Inspect(report.Stream);
            using var reader = ReportReader.Open(file, report.Stream, ReportTime.DefaultOffset);
            var more = reader.Read();
            while (more)
                more = reader.Read();
            return (file, reader.AccountCount, reader.UnreadableRowCount);
        }
        catch (ReportRejectedException ex)
        {
            environment.WriteMessage($"{ReportSentences.Rejected(report.Name, ex)} Nothing was uploaded.");
            return null;
        }
    }

    // A given time goes as it is: its zone is the policy's, which a user who only uploads may not read.
    private (string Metadata, string Shown) AsOfOf(ReportInput report, string? given)
    {
        // So nothing is refused for a time in the future, which depends on the zone.
        var now = given is null ? environment.Time.GetUtcNow() : DateTimeOffset.MaxValue;
        var asOf = report.AsOf(given, ReportTime.DefaultOffset, now);
        if (asOf.Remark is { } remark)
            environment.WriteMessage(remark);
        var instant = $"{asOf.Instant:O}";
        return given switch
        {
            null => (instant, ShownTime.WithZone(asOf.Instant)),
            _ when asOf.Origin is AsOfOrigin.Name => (ReportAsOf.FromName, "the time in its name"),
            _ => (given.Trim(), $"\"{given.Trim()}\""),
        };
    }

    // A slash would make folders, and control characters are banned from the names of blobs.
    private static string NameOf(ReportInput report) => string.Concat(report.Name.Select(
        character => char.IsControl(character) || char.IsSurrogate(character) || character is '\\' or '/' ? '_' : character));

    private async Task<int> WaitAsync(string name, string version, CancellationToken cancellationToken)
    {
        environment.WriteMessage("Waiting until the report is recorded.");
        if (await PollAsync(
            () => FindEndedAsync(name, version, cancellationToken), found => found is not null, PatienceForRecord, cancellationToken)
            is not { Upload: var upload, Report: var record })
        {
            environment.WriteMessage(
                $"The report is not recorded after {PatienceForRecord.TotalMinutes:0} minutes. "
                    + $"\"credfunctions status {records.Option}\" shows what is left to do; docs/operations.md describes the alarms.");
            return ExitCode.Unfinished;
        }

        if (upload.IsRefused)
            throw new CommandException(ReportSentences.Known(source, upload, records.Option), ExitCode.Rejected);
        if (upload.Match is ReportMatch.SameReport or ReportMatch.SameHours)
            await WriteAsync(ReportSentences.Known(source, upload, records.Option));
        await WriteAsync(ReportSentences.Ended(record, records.Option));
        var areSent = await WriteNotificationsAsync(record, cancellationToken);
        return record.Status switch
        {
            ReportStatus.Rejected or ReportStatus.Held => ExitCode.Rejected,
            ReportStatus.Incomplete => ExitCode.Unfinished,
            ReportStatus.Complete when record.Counts.UnreadableRows > 0 => ExitCode.UnreadableRows,
            _ => areSent ? ExitCode.Done : ExitCode.Undelivered,
        };
    }

    // Until its turn in the lane comes, an upload stands for the report that it would be if no other were known.
    private async Task<EndedUpload?> FindEndedAsync(string name, string version, CancellationToken cancellationToken) =>
        await records.Store.ReadUploadAsync(source, name, cancellationToken) is { } upload
            && upload.Version == version
            && await records.Store.ReadReportAsync(source, upload.ReportId, cancellationToken) is { } report
            && ReportSentences.HasEnded(report)
            && (upload.Match is not ReportMatch.Undecided || upload.IsRefused || report.Status is ReportStatus.Rejected)
            ? new EndedUpload(upload, report)
            : null;

    private async Task<bool> WriteNotificationsAsync(ReportRecord report, CancellationToken cancellationToken)
    {
        var notifications = await PollAsync(
            async () => await records.Store.ReadNotificationsAsync(cancellationToken)
                .Where(each => each.Source == source && each.ReportId == report.ReportId).ToListAsync(cancellationToken),
            all => all.TrueForAll(each => each.Status is not NotificationStatus.Pending || each.LastError is not null),
            PatienceForNotifications, cancellationToken);
        if (notifications.Count == 0)
            await WriteAsync("No notification was due.");
        foreach (var channel in notifications.GroupBy(each => each.Channel, StringComparer.Ordinal)
            .OrderBy(channel => channel.Key, StringComparer.Ordinal))
        {
            foreach (var status in channel.GroupBy(each => each.Status).OrderBy(status => status.Key))
            {
                var reason = status.Select(each => each.LastError).FirstOrDefault(error => error is not null) is { } error
                    ? $": {error}"
                    : ".";
                await WriteAsync($"{Counted.Of(status.Count(), "notification")} to channel \"{channel.Key}\": "
                    + $"{status.Key.ToString().ToLowerInvariant()}{reason}");
            }
        }

        return notifications.TrueForAll(each => each.Status is NotificationStatus.Sent && each.LastError is null);
    }

    // The last result, whether it is what was waited for or not.
    private async Task<T> PollAsync<T>(
        Func<Task<T>> read, Predicate<T> isDone, TimeSpan patience, CancellationToken cancellationToken)
    {
        var (waited, pause) = (TimeSpan.Zero, FirstPause);
        var result = await read();
        while (!isDone(result) && waited < patience)
        {
            await Task.Delay(pause, environment.Time, cancellationToken);
            waited += pause;
            pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
            result = await read();
        }

        return result;
    }

    private async Task WriteAsync(string sentence)
    {
        await using var writer = environment.OpenText();
        await writer.WriteLineAsync(PrintableText.Of(sentence));
    }

    private sealed record EndedUpload(Upload Upload, ReportRecord Report);
}
