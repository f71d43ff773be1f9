using System.Collections.Concurrent;

using CredFunctions.Accounts;
using CredFunctions.Embedded.Inbox;
using CredFunctions.Embedded.State;
using CredFunctions.Runs;

namespace CredFunctions.Cli.Watching;

/// <summary>What a watch writes of its reports, each once, and what that means for its exit code.</summary>
/// <param name="option">The option that names the state, for commands that are recommended.</param>
internal sealed class WatchMessages(CommandEnvironment environment, string option)
{
    private readonly HashSet<(string Source, RunStamp Run, ReportStatus Status, DateTimeOffset? StartedAt)> reported = [];
    private readonly HashSet<(string Source, string Name, string Version, DateTimeOffset AsOf)> same = [];
    private readonly ConcurrentDictionary<string, bool> warnings = new(StringComparer.Ordinal);
    private bool isAnyUploadRefused;

    /// <summary>Whether an upload was refused, or a report rejected or held.</summary>
    public bool HasRefused =>
        isAnyUploadRefused || reported.Any(report => report.Status is ReportStatus.Rejected or ReportStatus.Held);

    /// <summary>Whether a row could not be read, or a report is incomplete.</summary>
    public bool HasGaps { get; private set; }

    /// <summary>Writes how a step of a lane ended reports and which uploads were known before.</summary>
    public void Write(LaneStep step)
    {
        foreach (var upload in step.Uploads.Where(upload => upload.Match is ReportMatch.SameReport or ReportMatch.SameHours))
        {
            // A report that goes on is reported when it ends.
            if (upload.Match is ReportMatch.SameReport && step.Records.Any(report => report.ReportId == upload.ReportId))
                continue;
            Write(step.Lane.Source, upload);
        }

        foreach (var report in step.Records.Where(ReportSentences.HasEnded))
            Write(report);
    }

    /// <summary>
    /// Writes which files stay in the inbox until the user acts. Every run names them: only silence means that all was assessed.
    /// </summary>
    public async Task WriteWhatIsLeftAsync(
        WatchedFolder folder, string source, SqliteAuditStore store, CancellationToken cancellationToken)
    {
        foreach (var name in folder.Names((_, _) => { }))
        {
            var of = InboxName.SourceOf(name, source);
            if (await store.ReadUploadAsync(of, name, cancellationToken) is not { } upload
                || folder.VersionOf(name)?.ToString() != upload.Version)
                continue;

            if (upload.IsRefused)
                Write(of, upload);
            else if (await store.ReadReportAsync(of, upload.ReportId, cancellationToken) is { Status: ReportStatus.Held } held)
                Write(held);
        }
    }

    /// <summary>Writes a warning the first time: a full disk fails every write.</summary>
    public void Warn(string sentence)
    {
        if (warnings.TryAdd(sentence, true))
            environment.WriteMessage(sentence);
    }

    private void Write(string source, Upload upload)
    {
        isAnyUploadRefused |= upload.IsRefused;
        if (same.Add((source, upload.Name, upload.Version, upload.AsOf)))
            environment.WriteMessage(ReportSentences.Known(source, upload, option));
    }

    private void Write(ReportRecord report)
    {
        // What ended may be saved once more, to note its evidence.
        if (!reported.Add((report.Source, report.Stamp, report.Status, report.StartedAt)))
            return;
        HasGaps |= report.Counts.UnreadableRows > 0 || report.Status is ReportStatus.Incomplete;
        environment.WriteMessage(ReportSentences.Ended(report, option));
    }
}
