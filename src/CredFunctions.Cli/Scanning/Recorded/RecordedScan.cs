using CredFunctions.Accounts;
using CredFunctions.Cli.Notifying;
using CredFunctions.Cli.Policies;
using CredFunctions.Cli.Records;
using CredFunctions.Cli.Scanning.Table;
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

namespace CredFunctions.Cli.Scanning.Recorded;

/// <summary>A scan that knows the reports before: they are recorded one after the other, and the output describes the last.</summary>
internal sealed class RecordedScan(ScanOptions options, UsablePolicy policy, Surroundings surroundings)
{
    private readonly TimeSpan zone = policy.Policy.ReportTimeZone;
    private readonly FolderEvidenceStore? folder = options.Out is { } path ? FolderEvidenceStore.Open(path) : null;
    private bool leftIncomplete;

    /// <summary>Gives the exit code.</summary>
    public async Task<int> RunAsync(CancellationToken cancellation)
    {
        using var reports = GivenReports.Open(options, zone, surroundings);
        using var claim = options.State is { } path ? StateClaim.On(path) : null;
        SayThatStateIsNew();
        using var file = options.State is { } state ? StateFile.Open(state) : StateFile.OpenTemporary();
        file.Lost = reason => surroundings.Say($"Accounts that were recorded last are recorded again. {reason}");
        using var progress = new ScanProgress(surroundings, shown: !options.Quiet, reports.Last.Name);

        var store = new SqliteAuditStore(file) { Committed = SayWhatWasLeft };
        var policies = new EmbeddedPolicies(new PolicyTable(file), () => policy.Bytes);
        var details = new ReadDetails(folder is null ? new NoEvidence() : new RunEvidence(folder, store));
        var undelivered = options.Notify ? await Undelivered.SinceAsync(surroundings.Time.GetUtcNow(), store, cancellation) : null;
        var recorded = await RecordAsync(reports, store, policies, details, progress, cancellation);
        var records = recorded.ConvertAll(each => each.Record);
        if (surroundings.OutputIsTerminal)
            progress.Dispose();

        SayWhichReportsTheyAre(recorded);
        var failed = SayWhatFailed(recorded);
        var exitCode = await WriteAsync(reports.Last, records[^1], store, policies, details, cancellation);
        if (folder is not null && records[^1] is { } last)
            await SayWhereEvidenceIsAsync(folder, reports.Last, last, store, policies, details, cancellation);
        var isTold = undelivered is null || await undelivered.SayAsync(surroundings.Say, cancellation);
        return records.Exists(record => record?.Status is ReportStatus.Rejected or ReportStatus.Held) ? ExitCode.Rejected
            : exitCode is ExitCode.Done && (failed || leftIncomplete || !isTold || records.Exists(record => record?.Counts.UnreadableRows > 0))
                ? ExitCode.UnreadableRows
            : exitCode;
    }

    // Evidence may be of scans without a state, or with another one.
    private void SayThatStateIsNew()
    {
        if (options is { State: { } state, Out: { } evidence, Quiet: false }
            && StateFilePath.IsEmpty(state) && folder!.HasAny(options.Source))
        {
            surroundings.Say(
                $"\"{state}\" is new, so every finding counts as new, but \"{evidence}\" holds evidence of earlier reports of {options.Source}: " +
                "if their state was lost, restore it from a backup and scan again.");
        }
    }

    private async Task<List<RecordedUpload>> RecordAsync(
        GivenReports reports, SqliteAuditStore store, EmbeddedPolicies policies, ReadDetails details, ScanProgress progress, CancellationToken cancellation)
    {
        // A report is read for its identity, for its figures, and for its accounts.
        progress.Expect(reports.Bytes, passes: 3);
        progress.BeginPass();
        var bytes = 0L;
        var inbox = new GivenInbox(reports, read => progress.At(Interlocked.Add(ref bytes, read)));

        // What is told goes to stderr where a channel is the console: the output is the result's.
        using var channels = new EmbeddedChannels(
            surroundings.Secrets, surroundings.Time, surroundings.OpenErrorChannel(), folder, surroundings.Say);
        using var engine = new EmbeddedEngine(new EngineParts
        {
            Store = store,
            Inbox = inbox,
            Policies = policies,
            Channels = options.Notify ? channels.All : [new NobodyTold()],
            Evidence = details,
            Time = surroundings.Time,
            Say = surroundings.Say,
        });

        // Going on may record a report that was accepted, or that an earlier process left: that is this command's work.
        var before = await store.ReadReportsAsync(options.Source, cancellation)
            .ToDictionaryAsync(record => record.ReportId, record => (record.Stamp, record.Status), StringComparer.Ordinal, cancellation);
        await engine.ResumeAsync(options.Source, cancellation);
        if (options.Notify)
            await engine.TellAgainAsync(cancellation);
        await engine.RunUntilIdleAsync(cancellation);
        var recorded = new List<RecordedUpload>();
        foreach (var report in reports.InOrder)
        {
            var dead = engine.Dead.Count;
            await engine.ArrivedAsync(options.Source, report.Path, cancellation);
            await engine.RunUntilIdleAsync(cancellation);

            // Where reading it was given up, the record may be that of an earlier run: its totals are not this report's.
            var isDone = !engine.Dead.Skip(dead).Any(each => each.Message is ReportMessage given && given.Name == report.Path);
            recorded.Add(isDone
                ? await RecordedAsync(report, store, before, cancellation)
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
                ExitCode.Usage,
                $"\"{report.Name}\" was recorded as of {ReportAge.Shown(record.AsOf, zone)}, which cannot become the earlier {ReportAge.Shown(upload.AsOf, zone)}: "
                + $"\"credfunctions withdraw {ShortId.Of(record.ReportId)} {StateOption}\" withdraws that report; then scan it again.");
        }

        var wasRecorded = record is not null && before.TryGetValue(record.ReportId, out var known)
            && known == (record.Stamp, record.Status);
        if (record is not null)
            before[record.ReportId] = (record.Stamp, record.Status);
        return new RecordedUpload(report, record, upload?.Match ?? ReportMatch.Undecided, wasRecorded);
    }

    // An earlier process may have ended in the middle of a report that is not among those that were named.
    private void SayWhatWasLeft(LaneStep step)
    {
        foreach (var report in step.Records.Where(record => record.Status is ReportStatus.Incomplete))
        {
            leftIncomplete = true;
            if (!options.Quiet)
                surroundings.Say(EndedReport.Sentence(report, StateOption));
        }
    }

    private string StateOption => options.State is { } state ? $"--state {ShellWord.Of(state)}" : "";

    private void SayWhichReportsTheyAre(List<RecordedUpload> recorded)
    {
        if (options.Quiet)
            return;
        foreach (var each in recorded)
        {
            foreach (var remark in each.Record?.Remarks ?? [])
                surroundings.Say(remark);
            if (each.WhichReport(zone, policy.Policy.SameReportHours) is { } sentence)
                surroundings.Say(sentence);
        }
    }

    private bool SayWhatFailed(List<RecordedUpload> recorded)
    {
        var failed = false;
        foreach (var (report, record) in recorded.Select(each => (each.Report, each.Record)))
        {
            switch (record?.Status)
            {
                case ReportStatus.Complete or ReportStatus.Stale or ReportStatus.Withdrawn:
                    break;
                case ReportStatus.Rejected:
                    surroundings.Say($"\"{report.Name}\": {record.Reason}");
                    break;
                case ReportStatus.Held:
                    surroundings.Say($"\"{report.Name}\" is held and changes nothing. {record.Reason} {HowToAccept(record)}");
                    break;
                default:
                    surroundings.Say(
                        $"\"{report.Name}\" is not finished and changes nothing yet: scan it again, and it goes on from there.");
                    failed = true;
                    break;
            }
        }

        return failed;
    }

    private string HowToAccept(ReportRecord record) => options.State is null
        ? "If it is right, scan with --state, where it can be accepted."
        : $"If it is right, \"credfunctions accept {ShortId.Of(record.ReportId)} {StateOption}\" lets it go on; then scan it again.";

    private async Task<int> WriteAsync(
        GivenReport report, ReportRecord? record, SqliteAuditStore store, EmbeddedPolicies policies, ReadDetails details, CancellationToken cancellation)
    {
        var scan = new Scan(options, policy.Policy.For(options.Source), surroundings);
        switch (record?.Status)
        {
            case ReportStatus.Complete when (await store.ReadLaneAsync(record.Source, cancellation)).Lane.LastCompleted == record.Stamp:
                var pinned = (await policies.ReadAsync(record.Policy, cancellation)).For(record.Source);
                return scan.Write(await RecordedReading.Of(report, record, details.Of(record.ReportId), pinned, store, cancellation));
            case ReportStatus.Complete or ReportStatus.Stale:
                if (!options.Quiet)
                    surroundings.Say($"\"{report.Name}\" is older than the last report that was recorded and changes nothing; this is what it says by itself.");
                return scan.Assess(report.Opened, new ReportAsOf(record.AsOf, AsOfOrigin.Given));
            case ReportStatus.Withdrawn:
                if (!options.Quiet)
                {
                    surroundings.Say(
                        $"\"{report.Name}\" is a report that was withdrawn and changes nothing: "
                        + $"\"credfunctions replay {ShortId.Of(record.ReportId)} {StateOption}\" records it again; "
                        + "this is what it says by itself.");
                }

                return scan.Assess(report.Opened, new ReportAsOf(record.AsOf, AsOfOrigin.Given));
            case ReportStatus.Rejected:
                scan.WriteRejection(RecordedReading.RejectionOf(report, record, policy.Policy.For(record.Source)));
                return ExitCode.Rejected;
            case ReportStatus.Held:
                scan.WriteHold(record);
                return ExitCode.Rejected;
            default:
                return ExitCode.Unfinished;
        }
    }

    private async Task SayWhereEvidenceIsAsync(
        FolderEvidenceStore folder, GivenReport report, ReportRecord record, SqliteAuditStore store, EmbeddedPolicies policies, ReadDetails details, CancellationToken cancellation)
    {
        var names = record.OwnEvidence;
        var isThere = names.Count > 0 && names.All(name => File.Exists(folder.PathOf(name)));
        if (!isThere && record.Status is ReportStatus.Complete && (await store.ReadLaneAsync(record.Source, cancellation)).Lane.LastCompleted == record.Stamp)
        {
            var pinned = (await policies.ReadAsync(record.Policy, cancellation)).For(record.Source);
            names = await RecordedEvidence.WriteAsync(
                details, store, record, details.Of(record.ReportId) ?? RecordedReading.Read(report, pinned), pinned, cancellation);
            isThere = true;
        }

        if (isThere && !options.Quiet)
            surroundings.Say(folder.Sentence(names));
        else if (!isThere && record.Status is ReportStatus.Complete or ReportStatus.Stale)
            surroundings.Say($"No evidence was written of \"{report.Name}\": it was recorded before, without --out, and later reports have changed the state since.");
    }
}
