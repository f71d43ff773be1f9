using CredFunctions.Accounts;
using CredFunctions.Ports;
using CredFunctions.Runs;

namespace CredFunctions.Pipeline;

/// <summary>For an engine that keeps no evidence.</summary>
public sealed class NoEvidence : IRunEvidence
{
    public Task KeepAsync(ReportRecord record, ReportDetails details, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<IEvidenceWriter> BeginAsync(ReportRecord record, RunContext run, CancellationToken cancellationToken) =>
        Task.FromResult<IEvidenceWriter>(new Writer());

    private sealed class Writer : IEvidenceWriter
    {
        public string? Place => null;

        public bool WantsEveryAccount => false;

        public ValueTask AddAsync(AccountState account, CancellationToken cancellationToken) => ValueTask.CompletedTask;

        public Task<Stream> OpenAsync(string file, CancellationToken cancellationToken) => Task.FromResult(Stream.Null);

        public Task<IReadOnlyList<string>> CommitAsync(ReportRecord record, CancellationToken cancellationToken) =>
            Task.FromResult<IReadOnlyList<string>>([]);

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
