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
public sealed class SingleReport(ReportFile file, Stream content, ReportRecord record, AssessmentPolicy policy) : IAsyncDisposable
{
    private readonly ReportReading reading = new(file, content, record, policy);
    private IEvidenceWriter? evidence;
    private ReportSummary? summary;
    private AccountState? state;

    public ReportRecord Record { get; private set; } = record;
    public RunContext Run { get; private set; } = new() { Run = record.Stamp, Policy = policy };

    /// <summary>Null until <see cref="Read"/>.</summary>
    public ReportDetails? Details { get; private set; }

    /// <summary>The newest time in the report, once it was read; null where it has none.</summary>
    public DateTimeOffset? Newest => reading.Newest;

    /// <summary>Reads the report to its end and counts.</summary>
    /// <param name="assessed">Called for every account; the assessment is valid for the call only.</param>
    /// <param name="cancellationToken">Ends the writing of evidence.</param>
    /// <exception cref="ReportRejectedException">The report cannot be read.</exception>
    public void Read(Action<Assessment>? assessed = null, CancellationToken cancellationToken = default)
    {
        var counts = reading.Count(out var reader, assessment =>
        {
            state = null;
            assessed?.Invoke(assessment);
            if (evidence is not null)
                Show(StateOf(assessment), evidence, cancellationToken);
        });
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

    /// <summary>The account that was assessed last; made once for all who show it.</summary>
    public AccountState StateOf(Assessment assessment) =>
        state ??= AccountLife.Apply(before: null, AssessedAccount.WithoutSnapshot(assessment), Run);

    /// <summary>Begins the evidence of the report, which has its identity and is not read yet: <see cref="Read"/> writes it.</summary>
    public async Task BeginEvidenceAsync(IRunEvidence files, CancellationToken cancellationToken)
    {
        summary = new ReportSummary(Run);
        evidence = await files.BeginAsync(Record, Run, cancellationToken);
    }

    /// <summary>Makes the evidence appear, once the report was read; gives its record with the names of the files.</summary>
    public async Task<ReportRecord> CommitEvidenceAsync(IRunEvidence files, CancellationToken cancellationToken)
    {
        await files.KeepAsync(Record, Details!, cancellationToken);

        // A stale report changes nothing, so it opened no finding.
        var counts = summary!.Over(Record.Counts);
        var written = Record with { Counts = Record.Status is ReportStatus.Stale ? counts with { Opened = 0 } : counts };
        return written.WithEvidence(await evidence!.CommitAsync(written, cancellationToken));
    }

    public ValueTask DisposeAsync() => evidence?.DisposeAsync() ?? ValueTask.CompletedTask;

    private void Show(AccountState account, IEvidenceWriter writer, CancellationToken cancellationToken)
    {
        summary!.Add(account);

        // A row is read where nothing can wait for it, and the files are behind by a few hundred accounts only.
        writer.AddAsync(account, cancellationToken).AsTask().GetAwaiter().GetResult();
    }
}
