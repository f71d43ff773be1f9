using CredFunctions.Accounts;
using CredFunctions.Pipeline;
using CredFunctions.Pipeline.Lanes;
using CredFunctions.Pipeline.Ports;

namespace CredFunctions.Cli.Embedded;

/// <summary>Nobody asked for evidence.</summary>
internal sealed class NoEvidence : IRunEvidence, IEvidenceWriter
{
    public Task KeepAsync(ReportRecord record, ReportDetails details, CancellationToken cancellation) => Task.CompletedTask;

    public Task<IEvidenceWriter> BeginAsync(ReportRecord record, RunContext run, CancellationToken cancellation) => Task.FromResult<IEvidenceWriter>(this);

    public bool WantsEveryAccount => false;

    public ValueTask AddAsync(AccountState account, CancellationToken cancellation) => ValueTask.CompletedTask;

    public Task<IReadOnlyList<string>> CommitAsync(ReportRecord record, CancellationToken cancellation) => Task.FromResult<IReadOnlyList<string>>([]);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
