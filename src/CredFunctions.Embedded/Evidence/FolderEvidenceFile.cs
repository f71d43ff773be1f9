using CredFunctions.Ports;

namespace CredFunctions.Embedded.Evidence;

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
