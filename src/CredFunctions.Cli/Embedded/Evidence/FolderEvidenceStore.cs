using CredFunctions.Pipeline.Ports;

namespace CredFunctions.Cli.Embedded.Evidence;

/// <summary>Evidence as files below a folder. What is being written lies in a folder beside it and is moved when it is whole.</summary>
/// <param name="folder">The folder; made where it is not there.</param>
internal sealed class FolderEvidenceStore(string folder) : IEvidenceStore
{
    private const int BufferSize = 64 * 1024;
    private const string Unfinished = ".unfinished";

    /// <summary>The path of a file.</summary>
    public string PathOf(string name) => Path.Combine([folder, .. name.Split('/')]);

    public Task<IEvidenceFile> CreateAsync(string name, CancellationToken cancellation)
    {
        var part = Path.Combine(folder, Unfinished, Path.GetRandomFileName());
        Directory.CreateDirectory(Path.GetDirectoryName(part)!);
        Directory.CreateDirectory(Path.GetDirectoryName(PathOf(name))!);
        var content = new FileStream(part, FileMode.CreateNew, FileAccess.Write, FileShare.None, BufferSize);
        return Task.FromResult<IEvidenceFile>(new FolderEvidenceFile(content, PathOf(name)));
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
