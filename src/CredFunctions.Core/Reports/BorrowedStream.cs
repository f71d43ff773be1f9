namespace CredFunctions.Reports;

/// <summary>Reads on from another stream and leaves it open when closed.</summary>
internal sealed class BorrowedStream(Stream inner) : ForwardStream
{
    public override int Read(Span<byte> buffer) => inner.Read(buffer);
}
