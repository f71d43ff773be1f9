namespace CredFunctions.Reports;

/// <summary>Reads some bytes, and then another stream, forward and up to a number of bytes.</summary>
/// <param name="leaveOpen">Whether it stays open when this one is closed.</param>
internal sealed class SplicedStream(ReadOnlyMemory<byte> start, Stream rest, long restLength, bool leaveOpen) : Stream
{
    private ReadOnlyMemory<byte> start = start;
    private long restLength = restLength;

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(Span<byte> buffer)
    {
        if (start.IsEmpty)
        {
            var read = rest.Read(buffer[..(int)Math.Min(buffer.Length, restLength)]);
            restLength -= read;
            return read;
        }

        var count = Math.Min(buffer.Length, start.Length);
        start.Span[..count].CopyTo(buffer);
        start = start[count..];
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
        // Nothing is written.
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing && !leaveOpen)
            rest.Dispose();
        base.Dispose(disposing);
    }
}
