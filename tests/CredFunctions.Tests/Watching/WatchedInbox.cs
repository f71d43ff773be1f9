using System.Text.RegularExpressions;

using CredFunctions.Tests.Cli;

namespace CredFunctions.Tests.Watching;

/// <summary>A watched folder with its state, and the commands over them.</summary>
internal sealed partial class WatchedInbox : IDisposable
{
    /// <summary>Long enough to be two looks, short enough for a test.</summary>
    public const string Settle = "0.02";

    private readonly TemporaryFolder temporary = new();

    public WatchedInbox() => Directory.CreateDirectory(Reports);

    public string Folder => temporary.Path;

    public string State => Path.Combine(Folder, "audit.db");

    public string Reports => Path.Combine(Folder, "reports");

    /// <summary>Every file but those of the state and the evidence, by its path in the folder, without the day on which it was archived.</summary>
    public IReadOnlyList<string> Files => [.. All
        .Where(path => !path.StartsWith("audit.db", StringComparison.Ordinal) && !path.StartsWith("evidence/", StringComparison.Ordinal))
        .Select(path => ArchivedOn().Replace(path, ""))];

    /// <summary>The files of evidence that are whole, by their path in the folder.</summary>
    public IReadOnlyList<string> Evidence => [.. All.Where(path =>
        path.StartsWith("evidence/", StringComparison.Ordinal) && !path.StartsWith("evidence/.unfinished/", StringComparison.Ordinal))];

    private IEnumerable<string> All => Directory.EnumerateFiles(Folder, "*", SearchOption.AllDirectories)
        .Select(path => Path.GetRelativePath(Folder, path).Replace('\\', '/')).Order(StringComparer.Ordinal);

    public void Dispose() => temporary.Dispose();

    /// <summary>Lets a report arrive at once and whole, as of an instant.</summary>
    public void Put(string name, byte[] bytes, DateTimeOffset asOf)
    {
        var path = Path.Combine(Reports, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path + ".tmp", bytes);
        File.SetLastWriteTimeUtc(path + ".tmp", asOf.UtcDateTime);
        File.Move(path + ".tmp", path, overwrite: true);
    }

    /// <summary>Reads everything that lies there.</summary>
    public CommandRun Watch(params string[] options) => CommandRun.Of(["watch", Folder, "--once", "--settle", Settle, .. options]);

    /// <summary>The same at another time.</summary>
    public CommandRun Watch(DateTimeOffset now, params string[] options) =>
        CommandRun.At(now, ["watch", Folder, "--once", "--settle", Settle, .. options]);

    /// <summary>A command over the state at another time.</summary>
    public CommandRun RunAt(DateTimeOffset now, params string[] arguments) => CommandRun.At(now, [.. arguments, "--state", State]);

    /// <summary>The same in a process of its own, by the clock of the machine.</summary>
    public (int ExitCode, string Said) WatchByTheClock(params string[] options)
    {
        using var watch = new WatchProcess([Folder, "--once", "--settle", Settle, .. options]);
        return (watch.ExitCode(), string.Join('\n', watch.Said));
    }

    /// <summary>The bytes of one of the <see cref="Files"/>, or of the evidence.</summary>
    public byte[] Read(string file) => File.ReadAllBytes(Path.Combine(Folder, All.First(path => ArchivedOn().Replace(path, "") == file)));

    /// <summary>A command over the state.</summary>
    public CommandRun Run(params string[] arguments) => CommandRun.Of([.. arguments, "--state", State]);

    /// <summary>The same by the clock of this machine, which a watch in a process of its own goes by.</summary>
    public CommandRun RunNow(params string[] arguments) => CommandRun.At(TimeProvider.System.GetUtcNow(), [.. arguments, "--state", State]);

    [GeneratedRegex("(?<=^(done|rejected)/.*[0-9]{8}T[0-9]{6}Z-)[0-9]{8}-", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex ArchivedOn();
}
