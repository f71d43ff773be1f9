using CredFunctions.Accounts;
using CredFunctions.Ports;
using CredFunctions.Runs;

namespace CredFunctions.Cli.Scanning.Recorded;

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
