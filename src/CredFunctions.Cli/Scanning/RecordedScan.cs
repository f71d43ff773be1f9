using CredFunctions.Accounts;
using CredFunctions.Channels;
using CredFunctions.Channels.Wording;
using CredFunctions.Cli.Policies;
using CredFunctions.Cli.Records;
using CredFunctions.Cli.Watching;
using CredFunctions.Embedded;
using CredFunctions.Embedded.Channels;
using CredFunctions.Embedded.Evidence;
using CredFunctions.Embedded.State;
using CredFunctions.Evidence;
using CredFunctions.Pipeline;
using CredFunctions.Ports;
using CredFunctions.Reports;
using CredFunctions.Runs;

namespace CredFunctions.Cli.Scanning;

/// <summary>A scan that records its reports one after the other; the output describes the last.</summary>
internal sealed class RecordedScan(ScanOptions options, UsablePolicy policy, CommandEnvironment environment)
{
    // A report is read for its identity, for its figures, and for its accounts.
    private const int Passes = 3;

    private readonly TimeSpan zone = policy.Policy.ReportTimeZone;
    private readonly FolderEvidenceStore? folder = options.Out is { } path ? FolderEvidenceStore.Open(path) : null;
    private bool leftIncomplete;

    private string StateOption => options.State is { } state ? $"--state {ShellWord.Of(state)}" : "";

    /// <summary>Gives the exit code.</summary>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        using var key = EvidenceKey.Private(options.Sign);
        using var reports = GivenReports.Open(options, zone, environment);
        using var claim = options.State is { } path ? StateClaim.On(path) : null;
        WriteThatStateIsNew();
        using var file = options.State is { } state ? StateFile.Open(state) : StateFile.OpenTemporary();
        file.Lost = reason => environment.WriteMessage($"Accounts that were recorded last are recorded again. {reason}");
        using var progress = new ScanProgress(environment, shown: !options.Quiet, $"Recording {reports.Last.Name}", reports.Bytes * Passes);

        var store = new SqliteAuditStore(file) { Committed = WriteWhatWasLeft };
        var policies = new EmbeddedPolicies(file, () => policy.Bytes);
        var details = new ReadDetails(
            folder is null ? new NoEvidence() : new RunEvidence(folder, store, key) { Language = options.Language });
        var undelivered = options.Notify ? await Undelivered.SinceAsync(environment.Time.GetUtcNow(), store, cancellationToken) : null;

        // A console channel writes to stderr: stdout is for the result.
        List<RecordedUpload> recorded;
        using (var channels = new ChannelSenders(
            environment.Secrets, environment.Time, environment.OpenErrorChannel(), folder, environment.WriteMessage,
            records: options.State is null ? null : new EngineRecords(StateOption, AreInStorage: false)))
        using (var engine = new EmbeddedEngine(new EngineParts
        {
            Store = store,
            Inbox = new GivenInbox(reports, progress),
            Policies = policies,
            Channels = options.Notify ? channels.All : [new NoDelivery()],
            Evidence = details,
            Time = environment.Time,
            Warn = environment.WriteMessage,
        }))
        {
            recorded = await RecordAsync(engine, reports, store, cancellationToken);
            if (options.State is not null)
                await engine.PurgeAsync(options.Source, policy.Policy, cancellationToken);
        }

        if (environment.OutputIsTerminal)
            progress.Dispose();

        WriteWhichReportsTheyAre(recorded);
        var failed = WriteWhatFailed(recorded);
        var last = recorded[^1];
        var runs = new RecordedRuns(store, policies, details);
        var exitCode = await WriteAsync(last, runs, cancellationToken);
        if (folder is not null && last.Record is { } record)
            await WriteWhereEvidenceIsAsync(folder, last.Report, record, runs, cancellationToken);
        var allDelivered = undelivered is null || await undelivered.WriteAsync(environment.WriteMessage, cancellationToken);
        return recorded.Exists(each => each.Record?.Status is ReportStatus.Rejected or ReportStatus.Held) ? ExitCode.Rejected
            : exitCode is ExitCode.Done
                && (failed || leftIncomplete || !allDelivered || recorded.Exists(each => each.Record?.Counts.UnreadableRows > 0))
                ? ExitCode.UnreadableRows
            : exitCode;
    }

    // Evidence may be of scans without a state, or with another one.
    private void WriteThatStateIsNew()
    {
        if (options is { State: { } state, Out: { } evidence, Quiet: false }
            && StateFile.IsEmpty(state) && folder!.HasAny(options.Source))
            environment.WriteMessage(
                $"\"{state}\" is new, so every finding counts as opened, but \"{evidence}\" holds evidence "
                    + $"of earlier reports of {options.Source}: "
                    + "if their state was lost, restore it from a backup and scan again.");
    }

    private async Task<List<RecordedUpload>> RecordAsync(
        EmbeddedEngine engine, GivenReports reports, SqliteAuditStore store, CancellationToken cancellationToken)
    {
        // Resuming may record a report that was accepted, or that an earlier process left unfinished.
        var before = await store.ReadReportsAsync(options.Source, cancellationToken).ToDictionaryAsync(
            record => record.ReportId, record => (record.Stamp, record.Status), StringComparer.Ordinal, cancellationToken);
        await engine.ResumeAsync(options.Source, cancellationToken);
        if (options.Notify)
            await engine.EnqueuePendingAsync(cancellationToken);
        await engine.RunUntilIdleAsync(cancellationToken);
        var recorded = new List<RecordedUpload>();
        foreach (var report in reports.InOrder)
        {
            var dead = engine.Dead.Count;
            await engine.ArrivedAsync(options.Source, report.Path, cancellationToken);
            await engine.RunUntilIdleAsync(cancellationToken);

            // Where reading was given up, the record may be of an earlier run, with other totals.
            var isDone = !engine.Dead.Skip(dead).Any(each => each.Message is ReportMessage given && given.Name == report.Path);
            recorded.Add(isDone
                ? await RecordedAsync(report, store, before, cancellationToken)
                : new RecordedUpload(report, null, ReportMatch.Undecided, WasRecorded: false));
        }

        return recorded;
    }

    private async Task<RecordedUpload> RecordedAsync(
        GivenReport report, SqliteAuditStore store, Dictionary<string, (RunStamp Run, ReportStatus Status)> before,
        CancellationToken cancellationToken)
    {
        var upload = await store.ReadUploadAsync(options.Source, report.Path, cancellationToken);
        var record = upload is null ? null : await store.ReadReportAsync(options.Source, upload.ReportId, cancellationToken);
        if (upload is { IsRefused: true } && record is not null)
        {
            throw new CommandException(
                $"\"{report.Name}\" was recorded as of {ShownTime.Of(record.AsOf, zone)}, "
                    + $"which cannot become the earlier {ShownTime.Of(upload.AsOf, zone)}: "
                    + $"\"credfunctions withdraw {ShortId.Of(record.ReportId)} {StateOption}\" withdraws that report; then scan it again.");
        }

        var wasRecorded = record is not null && before.TryGetValue(record.ReportId, out var known)
            && known == (record.Stamp, record.Status);
        if (record is not null)
            before[record.ReportId] = (record.Stamp, record.Status);
        return new RecordedUpload(report, record, upload?.Match ?? ReportMatch.Undecided, wasRecorded);
    }

    // An earlier process may have ended in the middle of a report that is not among those that were named.
    private void WriteWhatWasLeft(LaneStep step)
    {
        foreach (var report in step.Records.Where(record => record.Status is ReportStatus.Incomplete))
        {
            leftIncomplete = true;
            Remark(ReportSentences.Ended(report, StateOption));
        }
    }

    private void WriteWhichReportsTheyAre(List<RecordedUpload> recorded)
    {
        foreach (var each in recorded)
        {
            foreach (var remark in each.Record?.Remarks ?? [])
                Remark(remark);
            Remark(each.WhichReport(zone, policy.Policy.SameReportHours));
        }
    }

    private bool WriteWhatFailed(List<RecordedUpload> recorded)
    {
        var failed = false;
        foreach (var (name, record) in recorded.Select(each => (each.Report.Name, each.Record)))
        {
            switch (record?.Status)
            {
                case ReportStatus.Complete or ReportStatus.Stale or ReportStatus.Withdrawn:
                    break;
                case ReportStatus.Rejected:
                    environment.WriteMessage($"\"{name}\": {record.Reason}");
                    break;
                case ReportStatus.Held:
                    var accept = options.State is null
                        ? "scan with --state, where it can be accepted."
                        : $"\"credfunctions accept {ShortId.Of(record.ReportId)} {StateOption}\" accepts it; then scan it again.";
                    environment.WriteMessage($"\"{name}\" is held and changes nothing. {record.Reason} If it is right, {accept}");
                    break;
                default:
                    environment.WriteMessage(
                        $"\"{name}\" is not finished and changes nothing yet: scan it again to continue.");
                    failed = true;
                    break;
            }
        }

        return failed;
    }

    private async Task<int> WriteAsync(RecordedUpload last, RecordedRuns runs, CancellationToken cancellationToken)
    {
        using var scan = new Scan(options, policy.Policy.For(options.Source), environment);
        var (report, record) = (last.Report, last.Record);
        switch (record?.Status)
        {
            case ReportStatus.Complete when await runs.IsLastAsync(record, cancellationToken):
                return scan.Write(await runs.ReadAsync(report, record, scan.Output, cancellationToken));
            case ReportStatus.Complete or ReportStatus.Stale:
                Remark($"\"{report.Name}\" is older than the last recorded report and changes nothing; the result of this report alone "
                    + "follows.");
                return scan.Assess(report.Input, new ReportAsOf(record.AsOf, AsOfOrigin.Given), ReportStatus.Stale);
            case ReportStatus.Withdrawn:
                Remark($"\"{report.Name}\" is a report that was withdrawn and changes nothing: "
                    + $"\"credfunctions replay {ShortId.Of(record.ReportId)} {StateOption}\" records it again; "
                    + "the result of this report alone follows.");
                return scan.Assess(report.Input, new ReportAsOf(record.AsOf, AsOfOrigin.Given), ReportStatus.Withdrawn);
            case ReportStatus.Rejected:
                scan.Output.WriteRejection(RecordedRuns.RejectionOf(report, record, policy.Policy.For(record.Source)));
                return ExitCode.Rejected;
            case ReportStatus.Held:
                scan.Output.WriteHold(record.ReportId, record.Reason ?? "");
                return ExitCode.Rejected;
            default:
                return ExitCode.Unfinished;
        }
    }

    private async Task WriteWhereEvidenceIsAsync(
        FolderEvidenceStore folder, GivenReport report, ReportRecord record, RecordedRuns runs, CancellationToken cancellationToken)
    {
        var names = record.OwnEvidence;
        var isThere = names.Count > 0 && names.All(name => File.Exists(folder.PlaceOf(name)));
        if (!isThere && await runs.IsLastAsync(record, cancellationToken))
        {
            names = await runs.WriteEvidenceAsync(report, record, cancellationToken);
            isThere = true;
        }

        if (isThere)
            Remark(folder.Sentence(names));
        else if (record.Status is ReportStatus.Complete or ReportStatus.Stale)
            environment.WriteMessage(
                $"No evidence was written of \"{report.Name}\": it was recorded before, without --out, "
                    + "and later reports have changed the state since.");
    }

    private void Remark(string? sentence)
    {
        if (sentence is not null && !options.Quiet)
            environment.WriteMessage(sentence);
    }
}
