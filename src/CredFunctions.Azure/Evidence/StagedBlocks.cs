using System.Globalization;
using System.Text;

using Azure.Storage.Blobs.Specialized;

namespace CredFunctions.Azure.Evidence;

/// <summary>Sends what is written as blocks of a blob, which are not visible until they are committed.</summary>
internal sealed class StagedBlocks(BlockBlobClient blob) : Stream
{
    // A blob has at most 50,000 blocks: 200 GB.
    private const int BlockSize = 4 * 1024 * 1024;

    private readonly List<string> ids = [];
    private readonly MemoryStream pending = new();

    /// <summary>The blocks sent so far.</summary>
    public IReadOnlyList<string> Ids => ids;

    /// <summary>What is not sent yet, from its start.</summary>
    public Stream Pending
    {
        get
        {
            pending.Position = 0;
            return pending;
        }
    }

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Sends what is pending.</summary>
    public async Task StageAsync(CancellationToken cancellationToken)
    {
        if (pending.Length == 0)
            return;

        var id = Convert.ToBase64String(Encoding.ASCII.GetBytes(ids.Count.ToString("d8", CultureInfo.InvariantCulture)));
        await blob.StageBlockAsync(id, Pending, cancellationToken: cancellationToken);
        ids.Add(id);
        pending.SetLength(0);
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
}
