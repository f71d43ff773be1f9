using CredFunctions.Accounts;
using CredFunctions.Runs;

namespace CredFunctions.Ports;

/// <summary>Writes what a run found for an auditor, while the handlers go over it anyway.</summary>
public interface IRunEvidence
{
    /// <summary>Keeps what only the reading knows, before its accounts are queued.</summary>
    Task KeepAsync(ReportRecord record, ReportDetails details, CancellationToken cancellationToken);

    /// <summary>Begins the evidence of a run. Nothing of it is there before <see cref="IEvidenceWriter.CommitAsync"/>.</summary>
    Task<IEvidenceWriter> BeginAsync(ReportRecord record, RunContext run, CancellationToken cancellationToken);
}
