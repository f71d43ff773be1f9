using CredFunctions.Accounts;
using CredFunctions.Findings;
using CredFunctions.Policy;
using CredFunctions.Ports;
using CredFunctions.Reports;
using CredFunctions.Runs;

namespace CredFunctions.Pipeline;

/// <summary>
/// A report assessed by itself, as if it were its source's first: the life of each account starts from nothing. Used by a scan
/// without a state and for a stale report. Nothing is stored.
/// </summary>
/// <param name="file">What <see cref="ReportFile.Inspect"/> found.</param>
/// <param name="record">The report's record; its figures are filled in by <see cref="Read"/>.</param>
/// <param name="policy">The policy of the report's source.</param>
public sealed class SingleReport(ReportFile file, Stream content, ReportRecord record, AssessmentPolicy policy)
{
    private readonly ReportReading reading = new(file, content, record, policy);

    public ReportRecord Record { get; private set; } = record;
    public RunContext Run { get; private set; } = new() { Run = record.Stamp, Policy = policy };

    /// <summary>Null until <see cref="Read"/>.</summary>
    public ReportDetails? Details { get; private set; }

    /// <summary>The newest time in the report, once it was read; null where it has none.</summary>
    public DateTimeOffset? Newest => reading.Newest;

    /// <summary>Reads the report to its end and counts.</summary>
    /// <param name="assessed">Called for every account; the assessment is valid for the call only.</param>
    /// <exception cref="ReportRejectedException">The report cannot be read.</exception>
    public void Read(Action<Assessment>? assessed = null)
    {
        var counts = reading.Count(out var reader, assessed);
        using (reader)
            Details = ReportDetails.Of(file, reader);
        Record = Record with { Counts = counts };
    }

    /// <summary>Gives the report its identity, where it was read before all its bytes were hashed.</summary>
    public void Identify(string sha256)
    {
        Record = Record with { Sha256 = sha256, ReportId = ReportFile.IdOf(sha256, Record.AsOf) };
        Run = Run with { Run = Record.Stamp };
    }

    /// <summary>Reads the report again; each assessment is valid until the next one.</summary>
    /// <exception cref="InvalidDataException">The report is not the one that was counted.</exception>
    public IEnumerable<Assessment> Assessments() => reading.Assessments(Record.Counts);

    /// <summary>The account that was assessed last.</summary>
    public AccountState StateOf(Assessment assessment) =>
        AccountLife.Apply(before: null, AssessedAccount.WithoutSnapshot(assessment), Run);

    /// <summary>Writes the evidence of the report, which was read before; gives its record with the names of the files.</summary>
    public async Task<ReportRecord> WriteEvidenceAsync(IRunEvidence evidence, CancellationToken cancellationToken)
    {
        await evidence.KeepAsync(Record, Details!, cancellationToken);
        var summary = new ReportSummary(Record, Run);
        await using var writer = await evidence.BeginAsync(Record, Run, cancellationToken);
        foreach (var assessment in Assessments())
        {
            var state = StateOf(assessment);
            summary.Add(state);
            await writer.AddAsync(state, cancellationToken);
        }

        // A stale report changes nothing, so it opened no finding.
        var counts = Record.Status is ReportStatus.Stale ? summary.Counts with { Opened = 0 } : summary.Counts;
        var written = Record with { Counts = counts };
        return written.WithEvidence(await writer.CommitAsync(written, cancellationToken));
    }
}
