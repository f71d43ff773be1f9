using CredFunctions.Ports;

namespace CredFunctions.IntegrationTests.Month;

/// <summary>The reports of two sources, in memory.</summary>
internal sealed class MonthInbox : IReportInbox
{
    private readonly Dictionary<(string Source, string Name), (byte[] Bytes, DateTimeOffset At)> files = [];

    public void Add(string source, string name, byte[] bytes, DateTimeOffset at) => files[(source, name)] = (bytes, at);

    public Task<InboxReport?> OpenAsync(string source, string name, CancellationToken cancellationToken) => Task.FromResult(
        files.TryGetValue((source, name), out var file) ? new InboxReport("1", new MemoryStream(file.Bytes, writable: false), file.At) : null);

    public Task<InboxReport?> FindAsync(string source, string name, string sha256, CancellationToken cancellationToken) =>
        OpenAsync(source, name, cancellationToken);
}
