using CredFunctions.Ports;
using CredFunctions.Runs;

namespace CredFunctions.Embedded.Evidence;

/// <summary>Evidence as files below a folder. An unfinished file is in a folder beside it and is moved when it is whole.</summary>
/// <param name="folder">The folder; created if it does not exist.</param>
internal sealed class FolderEvidenceStore(string folder) : IEvidenceStore
{
    private const int BufferSize = 64 * 1024;
    private const string Unfinished = ".unfinished";

    private static readonly SemaphoreSlim Replacing = new(1);

    /// <summary>Opens a folder, or makes it, and removes what earlier processes left half written.</summary>
    /// <exception cref="EngineException">It cannot be written to.</exception>
    public static FolderEvidenceStore Open(string folder)
    {
        try
        {
            PrivateFile.MakeFolder(folder);
            var store = new FolderEvidenceStore(Path.GetFullPath(folder));
            store.RemoveUnfinished();
            return store;
        }
        catch (Exception ex) when (ex is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new EngineException($"Evidence cannot be written to \"{folder}\": {ex.Message}");
        }
    }

    /// <summary>Where a person finds the written files, as a sentence.</summary>
    public string Sentence(IReadOnlyList<string> names) =>
        $"The evidence is in \"{PlaceOf(names.First(name => name.EndsWith('/' + EvidenceName.Page, StringComparison.Ordinal)))}\" "
            + "and beside it.";

    /// <summary>Whether there is a file of a source.</summary>
    public bool HasAny(string source) =>
        PlaceOf(EvidenceName.FolderOf(source)) is var path && Directory.Exists(path) && Directory.EnumerateFileSystemEntries(path).Any();

    public string PlaceOf(string name) => Path.Combine([folder, .. name.Split('/')]);

    public Task<IEvidenceFile> CreateAsync(string name, CancellationToken cancellationToken)
    {
        var part = Path.Combine(folder, Unfinished, Path.GetRandomFileName());
        PrivateFile.MakeFolder(Path.GetDirectoryName(part)!);
        var options = PrivateFile.Options(FileMode.CreateNew, FileAccess.Write, FileShare.None);
        options.BufferSize = BufferSize;
        var content = new FileStream(part, options);
        return Task.FromResult<IEvidenceFile>(new FolderEvidenceFile(content, PlaceOf(name), folder));
    }

    // One process at a time writes evidence of a state.
    public async Task<bool> ReplaceAsync(string name, byte[]? read, byte[] bytes, CancellationToken cancellationToken)
    {
        await Replacing.WaitAsync(cancellationToken);
        try
        {
            var path = PlaceOf(name);
            var there = File.Exists(path) ? await File.ReadAllBytesAsync(path, cancellationToken) : null;
            if ((there is null) != (read is null) || !there.AsSpan().SequenceEqual(read))
                return false;

            await using var file = await CreateAsync(name, cancellationToken);
            await file.Content.WriteAsync(bytes, cancellationToken);
            await file.CommitAsync(cancellationToken);
            return true;
        }
        finally
        {
            Replacing.Release();
        }
    }

    public Task<Stream?> OpenAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            return Task.FromResult<Stream?>(
                new FileStream(PlaceOf(name), FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, BufferSize,
                FileOptions.SequentialScan));
        }
        catch (Exception ex) when (ex is FileNotFoundException or DirectoryNotFoundException)
        {
            return Task.FromResult<Stream?>(null);
        }
    }

    /// <summary>Removes files that a process left unfinished, because it died or the disk was full.</summary>
    public void RemoveUnfinished()
    {
        var unfinished = new DirectoryInfo(Path.Combine(folder, Unfinished));
        if (!unfinished.Exists || unfinished.LinkTarget is not null)
            return;
        foreach (var part in unfinished.EnumerateFiles().Where(part => part.LinkTarget is null && !IsBeingWritten(part)))
            part.Delete();
    }

    // A process that writes to it holds its lock, and the lock of one that died is gone.
    private static bool IsBeingWritten(FileInfo part)
    {
        try
        {
            part.Open(FileMode.Open, FileAccess.ReadWrite, FileShare.None).Dispose();
            return false;
        }
        catch (Exception ex) when (ex is IOException or UnauthorizedAccessException)
        {
            return true;
        }
    }
}

/// <summary>A file that is moved to its name when it is whole.</summary>
/// <param name="content">What is being written.</param>
/// <param name="path">The name it gets.</param>
/// <param name="root">The folder of all evidence; the folders below it may be new.</param>
internal sealed class FolderEvidenceFile(FileStream content, string path, string root) : IEvidenceFile
{
    private bool isCommitted;

    public Stream Content => content;

    public async Task CommitAsync(CancellationToken cancellationToken)
    {
        await content.FlushAsync(cancellationToken);

        // The record that names the file must not outlive its bytes, nor its name.
        content.Flush(flushToDisk: true);
        await content.DisposeAsync();
        PrivateFile.MakeFolder(Path.GetDirectoryName(path)!);
        File.Move(content.Name, path, overwrite: true);
        for (var folder = Path.GetDirectoryName(path); folder?.Length >= root.Length; folder = Path.GetDirectoryName(folder))
            FolderSync.Flush(folder);
        isCommitted = true;
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            await content.DisposeAsync();
        }
        finally
        {
            // A full disk refuses what is still to be written, too.
            if (!isCommitted)
                File.Delete(content.Name);
        }
    }
}
