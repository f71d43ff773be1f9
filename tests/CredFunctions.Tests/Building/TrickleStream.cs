namespace CredFunctions.Tests.Building;

/// <summary>A stream that gives a few bytes a read, as a network does: 1 to 7, by a rule that never changes.</summary>
public sealed class TrickleStream(byte[] bytes, int most = 7) : MemoryStream(bytes)
{
    private readonly byte[] bytes = bytes;
    private int reads;

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        var count = Math.Min(Math.Min(buffer.Length, 1 + (reads++ % most)), (int)(bytes.Length - Position));
        bytes.AsSpan((int)Position, count).CopyTo(buffer);
        Position += count;
        return count;
    }
}
