using System.Globalization;

using CredFunctions.Ports;
using CredFunctions.Reports;

namespace CredFunctions.Tests.Pipeline;

/// <summary>An inbox of one source, which survives the process.</summary>
/// <param name="plan">What goes wrong.</param>
/// <param name="clock">The time at which files are written.</param>
/// <param name="keepsFinished">Whether a file that is done with stays where it is, as a blob does, or is moved away, as a file in a folder is.</param>
internal sealed class SimulatedInbox(FaultPlan plan, Clock clock, bool keepsFinished) : IReportInbox
{
    public const string Source = "acme";

    private readonly SortedDictionary<string, InboxFile> files = new(StringComparer.Ordinal);
    private readonly List<InboxFile> kept = [];
    private int uploads;

    /// <summary>The rejected files with their reason.</summary>
    public SortedDictionary<string, string> Rejected { get; } = new(StringComparer.Ordinal);

    /// <summary>The files with which something is left to do.</summary>
    public IEnumerable<string> Names => files.Where(file => !file.Value.IsFinished).Select(file => file.Key);

    /// <summary>Every file that lies there.</summary>
    public IEnumerable<string> All => files.Keys;

    /// <summary>How often a file was opened.</summary>
    public int Openings { get; private set; }

    public void Upload(string name, byte[] bytes, DateTimeOffset asOf, bool accepted = false) =>
        Put(name, new InboxFile(bytes, asOf.ToString("O", CultureInfo.InvariantCulture), accepted, ++uploads, clock.GetUtcNow()));

    /// <summary>Uploads a file whose sender says nothing of it: its own time is what there is.</summary>
    public void UploadAsOfFile(string name, byte[] bytes, DateTimeOffset writtenAt) =>
        Put(name, new InboxFile(bytes, GivenAsOf: null, Accepted: false, ++uploads, writtenAt));

    public void Accept(string name) => files[name] = files[name] with { Accepted = true, Upload = ++uploads };

    /// <summary>Changes what the sender says of a file, as metadata is changed: its bytes stay, its version does not.</summary>
    public void ChangeAsOf(string name, string? asOf) => files[name] = files[name] with { GivenAsOf = asOf, Upload = ++uploads, IsFinished = false };

    /// <summary>Whether every file may still be written to, as after a start, when none has been looked at twice.</summary>
    public bool IsGrowing { get; set; }

    public void Delete(string name) => files.Remove(name);

    /// <summary>Writes other bytes over a file in place, which leaves its version as it was.</summary>
    public void Overwrite(string name, byte[] bytes) => Put(name, files[name] with { Bytes = bytes });

    public Task<InboxReport?> OpenAsync(string source, string name, CancellationToken cancellationToken) => plan.CallAsync("open report", () =>
    {
        Openings++;
        return Task.FromResult(files.TryGetValue(name, out var file) ? file.Open() : null);
    });

    public Task<InboxReport?> FindAsync(string source, string name, string sha256, CancellationToken cancellationToken) => plan.CallAsync("find report", () =>
        Task.FromResult(kept.Find(file => ReportFile.Sha256Of(new MemoryStream(file.Bytes)) == sha256)?.Open()));

    /// <summary>Everything that was ever uploaded is gone, wherever it was kept.</summary>
    public void LoseWhatIsKept() => kept.Clear();

    public async IAsyncEnumerable<string> SourcesAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (await plan.CallAsync("list sources", () => Task.FromResult(files.Count > 0)))
            yield return Source;
    }

    public async IAsyncEnumerable<InboxEntry> ListAsync(string source, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var (name, file) in await plan.CallAsync("list inbox", () => Task.FromResult(files.ToList())))
            yield return new InboxEntry(name, file.Version, file.WrittenAt, file.Accepted, IsGrowing);
    }

    public Task RejectAsync(string source, string name, string version, string reason, CancellationToken cancellationToken) => plan.CallAsync("reject report", () =>
    {
        if (Take(name, version))
            Rejected[name] = reason;
        return Task.CompletedTask;
    });

    public Task FinishAsync(string source, string name, string version, CancellationToken cancellationToken) => plan.CallAsync("finish report", () =>
    {
        if (keepsFinished && files.TryGetValue(name, out var file) && file.Version == version)
            files[name] = file with { IsFinished = true };
        else
            Take(name, version);
        return Task.CompletedTask;
    });

    public Task RemoveAsync(string source, string name, string version, CancellationToken cancellationToken) => plan.CallAsync("remove report", () =>
    {
        Take(name, version);
        return Task.CompletedTask;
    });

    public Task<int> PurgeAsync(DateTimeOffset before, int most, CancellationToken cancellationToken) => plan.CallAsync("purge files", () => Task.FromResult(0));

    private void Put(string name, InboxFile file)
    {
        files[name] = file;
        kept.Add(file);
    }

    private bool Take(string name, string version) => files.TryGetValue(name, out var file) && file.Version == version && files.Remove(name);

    private sealed record InboxFile(byte[] Bytes, string? GivenAsOf, bool Accepted, int Upload, DateTimeOffset WrittenAt, bool IsFinished = false)
    {
        public InboxReport Open() => new(Version, new MemoryStream(Bytes, writable: false), WrittenAt) { GivenAsOf = GivenAsOf, IsAccepted = Accepted };

        public string Version => Upload.ToString(CultureInfo.InvariantCulture);
    }
}
