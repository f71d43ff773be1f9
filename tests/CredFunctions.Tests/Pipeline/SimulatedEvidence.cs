using System.Security.Cryptography;
using System.Text;

using CredFunctions.Ports;
using CredFunctions.Runs;
using CredFunctions.Tests.Stores;

namespace CredFunctions.Tests.Pipeline;

/// <summary>A store of evidence that survives the process, around every call of which the process may die.</summary>
internal sealed class SimulatedEvidence(FaultPlan plan) : IEvidenceStore
{
    private readonly MemoryEvidenceStore durable = new();
    private readonly Dictionary<string, byte[]> written = new(StringComparer.Ordinal);

    /// <summary>Every file by name, with the hash of its bytes.</summary>
    public IEnumerable<string> Files => durable.Files.Select(file => $"{file.Key} {Convert.ToHexStringLower(SHA256.HashData(file.Value))}");

    /// <summary>Files that were written again with other bytes.</summary>
    public List<string> Changed { get; } = [];

    /// <summary>Every file's bytes, as text.</summary>
    public IEnumerable<string> Texts => durable.Files.Select(file => Encoding.UTF8.GetString(file.Value));

    public string PlaceOf(string name) => durable.PlaceOf(name);

    public Task<IEvidenceFile> CreateAsync(string name, CancellationToken cancellationToken) => plan.CallAsync(
        "create evidence", async () => (IEvidenceFile)new FaultyFile(await durable.CreateAsync(name, cancellationToken), () => Committed(name), plan));

    public Task<bool> ReplaceAsync(string name, byte[]? read, byte[] bytes, CancellationToken cancellationToken) =>
        plan.CallAsync("replace evidence", () => durable.ReplaceAsync(name, read, bytes, cancellationToken));

    public Task<Stream?> OpenAsync(string name, CancellationToken cancellationToken) =>
        plan.CallAsync("open evidence", () => durable.OpenAsync(name, cancellationToken));

    private void Committed(string name)
    {
        var bytes = durable.Files[name];
        // An index gets a row with every run.
        if (!EvidenceName.IsIndex(name) && written.TryGetValue(name, out var before) && !before.AsSpan().SequenceEqual(bytes))
            Changed.Add(name);
        written[name] = bytes;
    }

    private sealed class FaultyFile(IEvidenceFile file, Action committed, FaultPlan plan) : IEvidenceFile
    {
        public Stream Content => file.Content;

        public Task CommitAsync(CancellationToken cancellationToken) => plan.CallAsync("commit evidence", async () =>
        {
            await file.CommitAsync(cancellationToken);
            committed();
        });

        public ValueTask DisposeAsync() => file.DisposeAsync();
    }
}
