using System.Globalization;

using CredFunctions.Pipeline.Ports;

namespace CredFunctions.Tests.Pipeline;

/// <summary>An inbox of one source, which survives the process.</summary>
internal sealed class SimulatedInbox(FaultPlan plan) : IReportInbox
{
    public const string Source = "acme";

    private readonly SortedDictionary<string, InboxFile> files = new(StringComparer.Ordinal);
    private int uploads;

    /// <summary>The rejected files with their reason.</summary>
    public SortedDictionary<string, string> Rejected { get; } = new(StringComparer.Ordinal);

    public IEnumerable<string> Names => files.Keys;

    public void Upload(string name, byte[] bytes, DateTimeOffset asOf, bool accepted = false) =>
        files[name] = new InboxFile(bytes, asOf, accepted, ++uploads);

    public void Accept(string name) => files[name] = files[name] with { Accepted = true };

    public Task<InboxReport?> OpenAsync(string source, string name, CancellationToken cancellation) => plan.CallAsync("open report", () =>
        Task.FromResult(files.TryGetValue(name, out var file) ? new InboxReport(file.Version, new MemoryStream(file.Bytes, writable: false), file.AsOf, file.Accepted) : null));

    public async IAsyncEnumerable<InboxEntry> ListAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        foreach (var name in await plan.CallAsync("list inbox", () => Task.FromResult(files.Keys.ToList())))
            yield return new InboxEntry(Source, name);
    }

    public Task RejectAsync(string source, string name, string version, string reason, CancellationToken cancellation) => plan.CallAsync("reject report", () =>
    {
        if (Take(name, version))
            Rejected[name] = reason;
        return Task.CompletedTask;
    });

    public Task FinishAsync(string source, string name, string version, CancellationToken cancellation) => plan.CallAsync("finish report", () =>
    {
        Take(name, version);
        return Task.CompletedTask;
    });

    private bool Take(string name, string version) => files.TryGetValue(name, out var file) && file.Version == version && files.Remove(name);

    private sealed record InboxFile(byte[] Bytes, DateTimeOffset AsOf, bool Accepted, int Upload)
    {
        public string Version => Upload.ToString(CultureInfo.InvariantCulture);
    }
}
