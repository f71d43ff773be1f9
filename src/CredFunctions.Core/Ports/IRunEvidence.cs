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

/// <summary>The evidence of one run, account by account.</summary>
public interface IEvidenceWriter : IAsyncDisposable
{
    /// <summary>Where a person finds the files of the run; null where none are kept.</summary>
    string? Place { get; }

    /// <summary>Whether it needs every account; otherwise accounts that cannot be notified are not read.</summary>
    bool WantsEveryAccount => true;

    /// <summary>Adds an account as it is after the run.</summary>
    ValueTask AddAsync(AccountState account, CancellationToken cancellationToken);

    /// <summary>
    /// Begins one more file of the run, which appears with the others; several may be open at once. Returns the stream to write it to.
    /// </summary>
    /// <param name="file">The file's name, without folders.</param>
    Task<Stream> OpenAsync(string file, CancellationToken cancellationToken);

    /// <summary>Writes the rest and makes the files appear.</summary>
    /// <param name="record">The run's record as it will be stored, but for the names of its evidence.</param>
    /// <returns>The names of all files of the run, as <see cref="IEvidenceStore.OpenAsync"/> takes them.</returns>
    Task<IReadOnlyList<string>> CommitAsync(ReportRecord record, CancellationToken cancellationToken);
}
