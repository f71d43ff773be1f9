using CredFunctions.Accounts;
using CredFunctions.Ports;
using CredFunctions.Runs;

namespace CredFunctions.Tests.Planning;

/// <summary>Keeps the whole lists behind notifications, and nothing else.</summary>
internal sealed class ListedEvidence(string? place) : IEvidenceWriter
{
    private readonly Dictionary<string, MeasuredStream> files = new(StringComparer.Ordinal);

    public string? Place => place;

    /// <summary>The names of what was written.</summary>
    public IEnumerable<string> Files => files.Keys;

    /// <summary>The rows of a list.</summary>
    public IReadOnlyList<IReadOnlyDictionary<string, string>> Rows(string file) => Notifications.CsvTable.Read(Bytes(file));

    /// <summary>The most bytes of a list that were held before they were written.</summary>
    public int LargestWrite(string file) => files[file].LargestWrite;

    public byte[] Bytes(string file) => files[file].ToArray();

    public ValueTask AddAsync(AccountState account, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public Task<Stream> OpenAsync(string file, CancellationToken cancellationToken)
    {
        files.Add(file, new MeasuredStream());
        return Task.FromResult<Stream>(files[file]);
    }

    public Task<IReadOnlyList<string>> CommitAsync(ReportRecord record, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<string>>([.. Files]);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private sealed class MeasuredStream : MemoryStream
    {
        public int LargestWrite { get; private set; }

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            LargestWrite = Math.Max(LargestWrite, buffer.Length);
            return base.WriteAsync(buffer, cancellationToken);
        }
    }
}
