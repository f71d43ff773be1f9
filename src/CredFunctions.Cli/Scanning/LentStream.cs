namespace CredFunctions.Cli.Scanning;

/// <summary>Reads another stream from its start, counts what is read, and leaves the stream open.</summary>
internal sealed class LentStream : Stream
{
    private readonly Stream stream;
    private readonly Action<int> read;

    public LentStream(Stream stream, Action<int> read)
    {
        this.stream = stream;
        this.read = read;
        stream.Position = 0;
    }

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => stream.Length;

    public override long Position
    {
        get => stream.Position;
        set => stream.Position = value;
    }

    public override int Read(Span<byte> buffer)
    {
        var count = stream.Read(buffer);
        read(count);
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override long Seek(long offset, SeekOrigin origin) => stream.Seek(offset, origin);

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
