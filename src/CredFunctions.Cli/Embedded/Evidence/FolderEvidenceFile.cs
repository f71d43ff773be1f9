using CredFunctions.Pipeline.Ports;

namespace CredFunctions.Cli.Embedded.Evidence;

/// <summary>A file that is moved to its name when it is whole.</summary>
internal sealed class FolderEvidenceFile(FileStream content, string path) : IEvidenceFile
{
    private bool isCommitted;

    public Stream Content => content;

    public async Task CommitAsync(CancellationToken cancellation)
    {
        await content.FlushAsync(cancellation);

        // The record that names the file must not outlive its bytes.
        content.Flush(flushToDisk: true);
        await content.DisposeAsync();
        File.Move(content.Name, path, overwrite: true);
        isCommitted = true;
    }

    public async ValueTask DisposeAsync()
    {
        await content.DisposeAsync();
        if (!isCommitted)
            File.Delete(content.Name);
    }
}
