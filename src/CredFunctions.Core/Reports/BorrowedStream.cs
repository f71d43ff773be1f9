namespace CredFunctions.Reports;

/// <summary>Reads on from another stream, up to a number of bytes, and leaves it open when closed.</summary>
internal sealed class BorrowedStream(Stream inner, long length) : ForwardStream
{
    private long left = length;

    public override int Read(Span<byte> buffer)
    {
        var read = inner.Read(buffer[..(int)Math.Min(buffer.Length, left)]);
        left -= read;
        return read;
    }
}
