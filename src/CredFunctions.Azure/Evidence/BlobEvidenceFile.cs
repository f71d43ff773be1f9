using System.Globalization;
using System.Text;

using Azure;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;

using CredFunctions.Ports;

namespace CredFunctions.Azure.Evidence;

/// <summary>
/// A blob that appears whole: what is written goes as blocks, which are not visible until they are committed. The stream of the client
/// would commit what there is when it is closed, after a failure too.
/// </summary>
internal sealed class BlobEvidenceFile(BlockBlobClient blob, string contentType) : Stream, IEvidenceFile
{
    // A blob has at most 50,000 blocks: 200 GB.
    private const int BlockSize = 4 * 1024 * 1024;

    private readonly BlobHttpHeaders headers = new() { ContentType = contentType };
    private readonly List<string> blocks = [];
    private readonly MemoryStream pending = new();

    public Stream Content => this;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public async Task CommitAsync(CancellationToken cancellationToken)
    {
        if (blocks.Count == 0)
        {
            pending.Position = 0;
            await blob.UploadAsync(pending, new BlobUploadOptions { HttpHeaders = headers }, cancellationToken);
            return;
        }

        await StageAsync(cancellationToken);
        try
        {
            await blob.CommitBlockListAsync(blocks, new CommitBlockListOptions { HttpHeaders = headers }, cancellationToken);
        }
        catch (RequestFailedException ex) when (ex.ErrorCode == BlobErrorCode.InvalidBlockList)
        {
            // Another writer committed a file of this name, and with it went the blocks that were not committed yet. Under
            // one name the bytes are the same.
            await blob.GetPropertiesAsync(cancellationToken: cancellationToken);
        }
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (!buffer.IsEmpty)
        {
            var part = buffer[..(int)Math.Min(buffer.Length, BlockSize - pending.Length)];
            pending.Write(part.Span);
            buffer = buffer[part.Length..];
            if (pending.Length == BlockSize)
                await StageAsync(cancellationToken);
        }
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Write(byte[] buffer, int offset, int count) =>
        throw new NotSupportedException("Blocks are sent asynchronously.");

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    /// <summary>Sends nothing: a block goes when it is full, or with the whole.</summary>
    public override void Flush()
    {
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            pending.Dispose();
        base.Dispose(disposing);
    }

    private async Task StageAsync(CancellationToken cancellationToken)
    {
        if (pending.Length == 0)
            return;

        var id = Convert.ToBase64String(Encoding.ASCII.GetBytes(blocks.Count.ToString("d8", CultureInfo.InvariantCulture)));
        pending.Position = 0;
        await blob.StageBlockAsync(id, pending, cancellationToken: cancellationToken);
        blocks.Add(id);
        pending.SetLength(0);
    }
}
