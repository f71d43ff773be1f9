using CredFunctions.Pipeline;
using CredFunctions.Pipeline.Ports;

namespace CredFunctions.Cli.Embedded.Evidence;

/// <summary>Evidence as files below a folder. What is being written lies in a folder beside it and is moved when it is whole.</summary>
/// <param name="folder">The folder; made where it is not there.</param>
internal sealed class FolderEvidenceStore(string folder) : IEvidenceStore
{
    private const int BufferSize = 64 * 1024;
    private const string Unfinished = ".unfinished";

    // Whatever is older was left by a process that died.
    private static readonly TimeSpan LongestWriting = TimeSpan.FromDays(1);

    /// <summary>Opens a folder, or makes it, and removes what earlier processes left half written.</summary>
    /// <exception cref="CommandException">It cannot be written to.</exception>
    public static FolderEvidenceStore Open(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
            var store = new FolderEvidenceStore(Path.GetFullPath(folder));
            store.RemoveUnfinished(DateTime.UtcNow - LongestWriting);
            return store;
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new CommandException(ExitCode.Usage, $"Evidence cannot be written to \"{folder}\": {failed.Message}");
        }
    }

    /// <summary>Says where a person finds what was written.</summary>
    public string Sentence(IReadOnlyList<string> names) =>
        $"The evidence is in \"{PathOf(names.First(name => name.EndsWith('/' + EvidenceName.Page, StringComparison.Ordinal)))}\" and beside it.";

    /// <summary>The path of a file.</summary>
    public string PathOf(string name) => Path.Combine([folder, .. name.Split('/')]);

    public string PlaceOf(string name) => PathOf(name);

    public Task<IEvidenceFile> CreateAsync(string name, CancellationToken cancellation)
    {
        var part = Path.Combine(folder, Unfinished, Path.GetRandomFileName());
        Directory.CreateDirectory(Path.GetDirectoryName(part)!);
        Directory.CreateDirectory(Path.GetDirectoryName(PathOf(name))!);
        var content = new FileStream(part, FileMode.CreateNew, FileAccess.Write, FileShare.None, BufferSize);
        return Task.FromResult<IEvidenceFile>(new FolderEvidenceFile(content, PathOf(name), folder));
    }

    public Task<Stream?> OpenAsync(string name, CancellationToken cancellation)
    {
        try
        {
            return Task.FromResult<Stream?>(new FileStream(PathOf(name), FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, BufferSize, FileOptions.SequentialScan));
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            return Task.FromResult<Stream?>(null);
        }
    }

    /// <summary>Removes what a process that died left half written.</summary>
    public void RemoveUnfinished(DateTime beforeUtc)
    {
        var unfinished = new DirectoryInfo(Path.Combine(folder, Unfinished));
        if (!unfinished.Exists)
            return;
        foreach (var part in unfinished.EnumerateFiles().Where(part => part.LastWriteTimeUtc < beforeUtc))
            part.Delete();
    }
}
