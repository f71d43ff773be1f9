using CredFunctions.Ports;

namespace CredFunctions.Tests.Stores;

/// <summary>Evidence in memory.</summary>
internal sealed class MemoryEvidenceStore : IEvidenceStore
{
    private readonly SortedDictionary<string, byte[]> files = new(StringComparer.Ordinal);

    /// <summary>What was committed.</summary>
    public IReadOnlyDictionary<string, byte[]> Files => files;

    public string PlaceOf(string name) => $"{name} in memory";

    public Task<IEvidenceFile> CreateAsync(string name, CancellationToken cancellationToken) => Task.FromResult<IEvidenceFile>(new MemoryFile(files, name));

    public Task<bool> ReplaceAsync(string name, byte[]? read, byte[] bytes, CancellationToken cancellationToken)
    {
        lock (files)
        {
            var there = files.GetValueOrDefault(name);
            if ((there is null) != (read is null) || !there.AsSpan().SequenceEqual(read))
                return Task.FromResult(false);
            files[name] = bytes;
            return Task.FromResult(true);
        }
    }

    public Task<Stream?> OpenAsync(string name, CancellationToken cancellationToken)
    {
        lock (files)
            return Task.FromResult<Stream?>(files.TryGetValue(name, out var bytes) ? new MemoryStream(bytes, writable: false) : null);
    }

    private sealed class MemoryFile(SortedDictionary<string, byte[]> files, string name) : IEvidenceFile
    {
        private readonly MemoryStream content = new();

        public Stream Content => content;

        public Task CommitAsync(CancellationToken cancellationToken)
        {
            lock (files)
                files[name] = content.ToArray();
            return Task.CompletedTask;
        }

        public ValueTask DisposeAsync() => content.DisposeAsync();
    }
}
