using CredFunctions.Cli.Scanning.Json;
using CredFunctions.Cli.Scanning.Recorded;
using CredFunctions.Cli.Scanning.Table;
using CredFunctions.Embedded.Evidence;
using CredFunctions.Evidence;
using CredFunctions.Findings;
using CredFunctions.Policy;
using CredFunctions.Reports;
using CredFunctions.Runs;

namespace CredFunctions.Cli.Scanning;

/// <summary>One scan of one report: read everything, then write the result.</summary>
internal sealed class Scan(ScanOptions options, AssessmentPolicy policy, CommandEnvironment environment)
{
    private readonly ExceptionsOfPolicy exceptions = new(policy);
    private ReportFile? inspected;

    /// <summary>Gives the exit code.</summary>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        using var opened = OpenedReport.Open(options.Files[0], environment);
        var asOf = opened.AsOf(options.AsOf, policy.ReportTimeZone, environment.Time.GetUtcNow());
        var evidence = options.Out is { } folder ? FolderEvidenceStore.Open(folder) : null;
        Remark(asOf.Remark);
        var exitCode = Assess(opened, asOf);
        if (evidence is not null && inspected is not null && exitCode is not ExitCode.Rejected)
            await WriteEvidenceAsync(evidence, inspected, opened, asOf.Instant, cancellationToken);
        return exitCode;
    }

    /// <summary>Assesses a report by itself; gives the exit code.</summary>
    public int Assess(OpenedReport opened, ReportAsOf asOf)
    {
        var output = NewOutput();
        try
        {
            var report = Read(opened, asOf, output);
            WriteHowItWasRead(report);
            return ExitCodeOf(report);
        }
        catch (ReportRejectedException ex)
        {
            output.WriteRejection(ex.Rejection);
            var line = ex.Rejection.Line is { } number ? $", line {number}" : "";
            environment.WriteMessage($"\"{opened.Name}\"{line}: {ex.Message}");
            return ExitCode.Rejected;
        }
    }

    /// <summary>Writes what was recorded of a report; gives the exit code.</summary>
    public int Write(RecordedResult result)
    {
        NewOutput().Write(result);
        WriteHowItWasRead(result.Report);
        return ExitCodeOf(result.Report);
    }

    public void WriteHold(ReportRecord record) => NewOutput().WriteHold(record.ReportId, record.Reason ?? "");

    /// <summary>Writes why a report was rejected.</summary>
    public void WriteRejection(Rejection rejection) => NewOutput().WriteRejection(rejection);

    private IScanOutput NewOutput() => options.Format is OutputFormat.Json
        ? new JsonOutput(environment.Output, exceptions)
        : new TableOutput(environment, policy.ReportTimeZone, exceptions, options.Quiet);

    // The table has them among its first lines.
    private void WriteHowItWasRead(ScannedReport report)
    {
        if (options is not { Format: OutputFormat.Json, Quiet: false })
            return;
        if (ReportEncoding.CaveatOf(report.Encoding) is { } caveat)
            environment.WriteMessage(caveat);
        if (report.UnreadableRowCount > 0)
            environment.WriteMessage(
                $"{report.UnreadableRowCount:N0} of {report.Rows:N0} rows could not be read; report.unreadableRows says where and why.");
    }

    private async Task WriteEvidenceAsync(
        FolderEvidenceStore evidence, ReportFile file, OpenedReport opened, DateTimeOffset asOf, CancellationToken cancellationToken)
    {
        using var progress = new ScanProgress(environment, shown: !options.Quiet, opened.Name);
        progress.Expect(file.Length, passes: 1);
        progress.BeginPass();
        var names = await new SingleReport(evidence, policy)
            .WriteAsync(file, opened.Stream, options.Source, opened.Name, asOf, () =>
                progress.At(opened.Stream.Position), cancellationToken);
        progress.Dispose();
        if (!options.Quiet)
            environment.WriteMessage(evidence.Sentence(names));
    }

    private void Remark(string? sentence)
    {
        if (sentence is not null && !options.Quiet)
            environment.WriteMessage(sentence);
    }

    private ScannedReport Read(OpenedReport opened, ReportAsOf asOf, IScanOutput output)
    {
        using var progress = new ScanProgress(environment, shown: !options.Quiet, opened.Name);
        var file = inspected = ReportFile.Inspect(opened.Stream);
        progress.Expect(file.Length, passes: 1 + output.FurtherPasses);

        var assessment = new Assessment(options.Source, asOf.Instant, policy);
        var pass = new AssessmentPass(file, opened.Stream, policy.ReportTimeZone, assessment, progress);
        var newest = new NewestTime(asOf.Instant);
        var report = ReadAll(opened.Name, file, pass, newest, output);

        // A bar on stderr and text on stdout would run into each other on one terminal.
        if (environment.OutputIsTerminal)
            progress.Dispose();
        Remark(asOf.OlderThanFile(opened.Name, newest.Value, policy.ReportTimeZone));
        output.Write(report, tell => ReadAgain(pass, report, tell));
        return report;
    }

    // What was counted and what is listed must be of the same file.
    private static void ReadAgain(AssessmentPass pass, ScannedReport report, Action<Assessment> tell)
    {
        try
        {
            using var reader = pass.Run(newest: null, tell);
            if (reader.RowCount == report.Rows && reader.AccountCount == report.Accounts)
                return;
        }
        catch (ReportRejectedException)
        {
            // It was not rejected the first time, so it has changed.
        }

        throw new CommandException(
            ExitCode.Failed, $"\"{report.Name}\" changed while it was read, so the output is not whole: scan it again.");
    }

    // A method of its own, so that the reader and the ids it has seen are gone before a second pass makes its own.
    private ScannedReport ReadAll(string name, ReportFile file, AssessmentPass pass, NewestTime newest, IScanOutput output)
    {
        var totals = new Totals();
        using var reader = pass.Run(newest, account =>
        {
            totals.Add(account);
            Suppress(totals, account);
            output.Take(account);
        });
        return new ScannedReport
        {
            ReportId = ReportFile.IdOf(file.Sha256, pass.AsOf),
            Sha256 = file.Sha256,
            Encoding = file.Encoding.Name,
            Name = name,
            Source = options.Source,
            AsOf = pass.AsOf,
            Totals = totals,
            Unassessed = totals.Unassessed,
            WorstNotAssessed = totals.WorstNotAssessed,
            Rows = reader.RowCount,
            Accounts = reader.AccountCount,
            UnreadableRowCount = reader.UnreadableRowCount,
            UnreadableRows = reader.UnreadableRows,
            UnknownColumns = [.. reader.UnknownColumns.Select(SecretIdRedaction.Apply)],
            HasLastConsoleLogin = reader.HasLastConsoleLogin,
            RulesOff = [.. policy.RulesOff.Select(rule => new RuleOff(rule.Id, Kept: 0))],
        };
    }

    private void Suppress(Totals totals, Assessment account)
    {
        if (!exceptions.Any)
            return;
        foreach (var finding in account.Findings)
        {
            if (exceptions.Of(account, finding) is not null)
                totals.Suppress(finding.Severity);
        }
    }

    private int ExitCodeOf(ScannedReport report)
    {
        if (report.Totals.WorstUnexcepted >= options.FailOn)
            return ExitCode.Findings;
        if (report.UnreadableRowCount > 0)
            return ExitCode.UnreadableRows;
        return report.WorstNotAssessed >= options.FailOn ? ExitCode.NotAssessed : ExitCode.Done;
    }
}
