using CredFunctions.Accounts;
using CredFunctions.Embedded;
using CredFunctions.Embedded.State;
using CredFunctions.Evidence;
using CredFunctions.Findings;
using CredFunctions.Planning;
using CredFunctions.Policy;
using CredFunctions.Ports;
using CredFunctions.Reports;
using CredFunctions.Runs;

namespace CredFunctions.Cli.Scanning;

/// <summary>Reads results of completed runs from the store, and what the store does not keep of a report from its file.</summary>
internal sealed class RecordedRuns(SqliteAuditStore store, EmbeddedPolicies policies, ReadDetails evidence)
{
    /// <summary>Whether the report is completed and no later one has changed its accounts.</summary>
    public async Task<bool> IsLastAsync(ReportRecord record, CancellationToken cancellationToken) =>
        record.Status is ReportStatus.Complete
        && (await store.ReadLaneAsync(record.Source, cancellationToken)).Lane.LastCompleted == record.Stamp;

    /// <param name="report">The report, the last one of its source.</param>
    /// <param name="record">Its record.</param>
    /// <param name="output">Takes every account.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<ScanResult> ReadAsync(
        GivenReport report, ReportRecord record, IScanOutput output, CancellationToken cancellationToken)
    {
        var (run, details) = await RunOfAsync(report, record, cancellationToken);
        var totals = new Totals();
        foreach (var state in store.ReadFlaggedAccounts(record.Source))
        {
            if (ScannedAccount.Of(state, run) is not { } account)
                continue;
            totals.Add(account.Findings, account.NotAssessed.Count, account.NotEvaluated);
            output.Take(account);
        }

        return new ScanResult
        {
            Report = new RunResult { Record = record, Run = run, Details = details },
            Totals = totals,
            IsRecorded = true,
            WithEvents = () => store.ReadWithEvents(record.Source, run),
            Changed = () => store.ReadWithEvents(record.Source, run, changesOnly: true),
        };
    }

    /// <summary>Writes the evidence of the last report, which was recorded by a scan without any; gives the names of the files.</summary>
    public async Task<IReadOnlyList<string>> WriteEvidenceAsync(
        GivenReport report, ReportRecord record, CancellationToken cancellationToken)
    {
        var (run, details) = await RunOfAsync(report, record, cancellationToken);
        await evidence.KeepAsync(record, details, cancellationToken);
        await using var writer = await evidence.BeginAsync(record, run, cancellationToken);
        var plan = new NotificationPlan(record.Source, run, writer);
        await foreach (var account in store.ReadAllAccountsAsync(record.Source, cancellationToken))
        {
            await plan.AddAsync(account.State, cancellationToken);
            await writer.AddAsync(account.State, cancellationToken);
        }

        await plan.EndAsync(cancellationToken);
        return await writer.CommitAsync(record, cancellationToken);
    }

    /// <summary>Why a report was rejected, with the line where one can be named.</summary>
    public static Rejection RejectionOf(GivenReport report, ReportRecord record, AssessmentPolicy policy)
    {
        try
        {
            Read(report, policy);
            return new Rejection(record.Reason ?? "", null);
        }
        catch (ReportRejectedException ex)
        {
            return ex.Rejection;
        }
    }

    private async Task<(RunContext Run, ReportDetails Details)> RunOfAsync(
        GivenReport report, ReportRecord record, CancellationToken cancellationToken)
    {
        var policy = (await policies.ReadAsync(record.Policy, cancellationToken)).For(record.Source);
        return (new RunContext { Run = record.Stamp, Policy = policy, LastCompleted = record.ComparedWith },
            evidence.Of(record.ReportId) ?? Read(report, policy));
    }

    private static ReportDetails Read(GivenReport report, AssessmentPolicy policy)
    {
        var file = ReportFile.Inspect(report.Input.Stream);
        using var reader = ReportReader.Open(file, report.Input.Stream, policy.ReportTimeZone);
        while (reader.Read())
        {
            // Its rows are counted and its flaws kept.
        }

        return ReportDetails.Of(file, reader);
    }
}

/// <summary>Remembers the details of each report that was read, and hands them on to the evidence.</summary>
internal sealed class ReadDetails(IRunEvidence evidence) : IRunEvidence
{
    private readonly Dictionary<string, ReportDetails> details = new(StringComparer.Ordinal);

    /// <summary>The details of a report; null where this process did not read it.</summary>
    public ReportDetails? Of(string reportId) => details.GetValueOrDefault(reportId);

    public Task KeepAsync(ReportRecord record, ReportDetails details, CancellationToken cancellationToken)
    {
        this.details[record.ReportId] = details;
        return evidence.KeepAsync(record, details, cancellationToken);
    }

    public Task<IEvidenceWriter> BeginAsync(ReportRecord record, RunContext run, CancellationToken cancellationToken) =>
        evidence.BeginAsync(record, run, cancellationToken);
}
