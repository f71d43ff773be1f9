using CredFunctions.Accounts;
using CredFunctions.Runs;

namespace CredFunctions.Ports;

/// <summary>Writes the evidence of a run while the handlers read its accounts.</summary>
public interface IRunEvidence
{
    /// <summary>Keeps what is known only while the report is read, before its accounts are queued.</summary>
    Task KeepAsync(ReportRecord record, ReportDetails details, CancellationToken cancellationToken);

    /// <summary>Begins the evidence of a run. Nothing of it is there before <see cref="IEvidenceWriter.CommitAsync"/>.</summary>
    Task<IEvidenceWriter> BeginAsync(ReportRecord record, RunContext run, CancellationToken cancellationToken);
}
