using CredFunctions.Cli.Commands;
using CredFunctions.Cli.Records;
using CredFunctions.Cli.Watching;
using CredFunctions.Embedded.Evidence;
using CredFunctions.Evidence;
using CredFunctions.Findings;
using CredFunctions.Pipeline;
using CredFunctions.Policy;
using CredFunctions.Reports;
using CredFunctions.Runs;

namespace CredFunctions.Cli.Scanning;

/// <summary>A scan of one report by itself, and the output of every scan.</summary>
internal sealed class Scan(ScanOptions options, AssessmentPolicy policy, CommandEnvironment environment) : IDisposable
{
    // Moves the bar of the pass that is under way.
    private Action<int> countBytes = _ => { };

    public IScanOutput Output { get; private set; } = OutputOf(options, policy, environment);

    /// <summary>Assesses a report without a state; gives the exit code.</summary>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        using var input = ReportInput.Open(options.Files[0], environment);
        var asOf = input.AsOf(options.AsOf, policy.ReportTimeZone, environment.Time.GetUtcNow());
        using var key = EvidenceKey.Private(options.Sign);
        var folder = options.Out is { } path ? FolderEvidenceStore.Open(path) : null;
        Remark(asOf.Remark);
        return folder is null
            ? Assess(input, asOf)
            : await AssessAsync(input, asOf, folder, new RunEvidence(folder, reports: null, key), cancellationToken);
    }

    /// <summary>Assesses a report by itself; gives the exit code.</summary>
    public int Assess(ReportInput input, ReportAsOf asOf, ReportStatus status = ReportStatus.Complete)
    {
        using var bar = BeginProgress(input);
        try
        {
            var (report, totals) = Read(input, RecordOf(input.Name, asOf, status));
            return Write(report, totals, input, asOf, bar);
        }
        catch (ReportRejectedException ex)
        {
            return Reject(input, ex);
        }
    }

    // Events of the evidence name the report, so its bytes are hashed first; then it is read once for the result and the evidence.
    private async Task<int> AssessAsync(
        ReportInput input, ReportAsOf asOf, FolderEvidenceStore folder, RunEvidence evidence, CancellationToken cancellationToken)
    {
        using var bar = BeginProgress(input);
        try
        {
            var file = ReportFile.Inspect(input.OpenAgain());
            var content = new LentStream(input.Stream, bytes => countBytes(bytes));
            await using var report = new SingleReport(file, content, RecordOf(input.Name, asOf, ReportStatus.Complete), policy);
            report.Identify(file.Sha256);
            await report.BeginEvidenceAsync(evidence, cancellationToken);
            var totals = Count(report, cancellationToken);
            var exitCode = Write(report, totals, input, asOf, bar);
            Remark(folder.Sentence((await report.CommitEvidenceAsync(evidence, cancellationToken)).Evidence));
            return exitCode;
        }
        catch (ReportRejectedException ex)
        {
            return Reject(input, ex);
        }
        catch (EndOfStreamException)
        {
            RefuseChanged(input);
            throw;
        }
    }

    // It is hashed and read at different times, so that neither would speak of the other's bytes.
    private static void RefuseChanged(ReportInput input)
    {
        if (input.HasChanged)
            throw new CommandException($"\"{input.Name}\" changed while it was read, so it has no result: scan it again.", ExitCode.Failed);
    }

    private int Write(SingleReport report, Totals totals, ReportInput input, ReportAsOf asOf, ScanProgress bar)
    {
        RefuseChanged(input);

        // A bar on stderr and text on stdout would run into each other on one terminal.
        if (environment.OutputIsTerminal)
            bar.Dispose();
        Remark(asOf.OlderThanFile(input.Name, report.Newest, policy.ReportTimeZone));
        return Write(new ScanResult
        {
            Report = new RunResult { Record = report.Record, Run = report.Run, Details = report.Details! },
            Totals = totals,
        });
    }

    private int Reject(ReportInput input, ReportRejectedException ex)
    {
        RefuseChanged(input);
        Output.WriteRejection(ex.Rejection);
        environment.WriteMessage(ReportSentences.Rejected(input.Name, ex));
        return ExitCode.Rejected;
    }

    /// <summary>Writes the result; gives the exit code.</summary>
    public int Write(ScanResult result)
    {
        Output.Write(result);
        var details = result.Report.Details;
        if (options.Format is OutputFormat.Json or OutputFormat.Csv)
        {
            // The table has them among its first lines.
            Remark(ReportEncoding.CaveatOf(details.Encoding));
            Remark(details.UnreadableRowCount == 0 ? null
                : $"{Counted.Number(details.UnreadableRowCount)} of {Counted.Of(details.Rows, "row")} could not be read; "
                    + (options.Format is OutputFormat.Json ? "report.unreadableRows says where and why."
                        : "the table and the evidence name them with the reason."));
        }

        return result.Totals.WorstUnexcepted >= options.FailOn ? ExitCode.Findings
            : details.UnreadableRowCount > 0 ? ExitCode.UnreadableRows
            : result.Report.Record.Counts.WorstNotAssessed >= options.FailOn ? ExitCode.NotAssessed
            : ExitCode.Done;
    }

    public void Dispose() => Output.Dispose();

    // A report is read while its bytes are hashed, and once more where they are not what was assumed of them.
    private (SingleReport Report, Totals Totals) Read(ReportInput input, ReportRecord record)
    {
        var content = new LentStream(input.Stream, bytes => countBytes(bytes));
        var assumed = ReportFile.Assumed(content.Length);
        var inspection = Task.Factory.StartNew(
            () => ReportFile.Inspect(input.OpenAgain()), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        var report = new SingleReport(assumed, content, record, policy);
        Totals? totals;
        try
        {
            totals = Count(report);
        }
        catch when (!IsAsAssumed())
        {
            totals = null;
        }

        // What the bytes are rejected for comes before what the rows are rejected for.
        var file = inspection.GetAwaiter().GetResult();
        if (totals is null || !file.IsAs(assumed))
        {
            Output.Dispose();
            Output = OutputOf(options, policy, environment);
            report = new SingleReport(file, content, record, policy);
            totals = Count(report);
        }

        report.Identify(file.Sha256);
        return (report, totals);

        bool IsAsAssumed()
        {
            ((IAsyncResult)inspection).AsyncWaitHandle.WaitOne();
            return inspection.IsCompletedSuccessfully && inspection.Result.IsAs(assumed);
        }
    }

    private static PartOutput OutputOf(ScanOptions options, AssessmentPolicy policy, CommandEnvironment environment)
    {
        var part = options.Format is OutputFormat.Markdown
            ? options.Part with { Limit = options.Part.Limit ?? ShownPart.DefaultLimit }
            : options.Part;
        IScanOutput output = options.Format switch
        {
            OutputFormat.Json => new JsonOutput(environment.Output),
            OutputFormat.Csv => new CsvOutput(environment, options.Quiet),
            OutputFormat.Markdown => new MarkdownOutput(environment, policy),
            _ => new TableOutput(environment, policy, part, options.Quiet),
        };
        var isListedAsItComes = options.Format is OutputFormat.Table
            || (part.Limit, part.Order) is (null or int.MaxValue, null);
        return new PartOutput(output, part, isListedAsItComes ? null
            : new AccountList(part.Limit ?? int.MaxValue, part.Order ?? AccountOrder.Severity));
    }

    private ReportRecord RecordOf(string name, ReportAsOf asOf, ReportStatus status) => new()
    {
        Source = options.Source,
        ReportId = "",
        Sha256 = "",
        Name = name,
        Version = "",
        AsOf = asOf.Instant.ToUniversalTime(),
        AsOfOrigin = asOf.Origin,
        Status = status,
        Run = 1,
        Policy = policy.Hash,
        TouchedAt = default,
    };

    private Totals Count(SingleReport report, CancellationToken cancellationToken = default)
    {
        var totals = new Totals();
        report.Read(assessment =>
        {
            if (ScannedAccount.Of(assessment, report) is not { } account)
                return;
            totals.Add(account.Findings, account.NotAssessed.Count);
            Output.Take(account);
        }, cancellationToken);
        return totals;
    }

    private ScanProgress BeginProgress(ReportInput input)
    {
        var progress = new ScanProgress(environment, shown: !options.Quiet, $"Reading {input.Name}", input.Stream.Length);
        countBytes = progress.Read;
        return progress;
    }

    private void Remark(string? sentence)
    {
        if (sentence is not null && !options.Quiet)
            environment.WriteMessage(sentence);
    }
}
