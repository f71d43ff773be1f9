using CredFunctions.Accounts;
using CredFunctions.Ports;
using CredFunctions.Runs;

namespace CredFunctions.Pipeline;

/// <summary>For an engine that keeps no evidence.</summary>
public sealed class NoEvidence : IRunEvidence
{
    public Task KeepAsync(ReportRecord record, ReportDetails details, CancellationToken cancellation) => Task.CompletedTask;

    public Task<IEvidenceWriter> BeginAsync(ReportRecord record, RunContext run, CancellationToken cancellation) =>
        Task.FromResult<IEvidenceWriter>(new Writer());

    private sealed class Writer : IEvidenceWriter
    {
        public string? Place => null;

        public bool WantsEveryAccount => false;

        public ValueTask AddAsync(AccountState account, CancellationToken cancellation) => ValueTask.CompletedTask;

        public Task<Stream> OpenAsync(string file, CancellationToken cancellation) => Task.FromResult(Stream.Null);

        public Task<IReadOnlyList<string>> CommitAsync(ReportRecord record, CancellationToken cancellation) => Task.FromResult<IReadOnlyList<string>>([]);

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
