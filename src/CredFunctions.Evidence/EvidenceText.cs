using System.Buffers;
using System.Text;

namespace CredFunctions.Evidence;

/// <summary>Buffers UTF-8 for a file. Writing never blocks; the buffer is flushed between two accounts.</summary>
internal sealed class EvidenceText(Stream content) : IBufferWriter<byte>
{
    private const int SendAt = 128 * 1024;

    private byte[] pending = new byte[4 * 1024];
    private int length;

    /// <summary>The file, for UTF-8 that is written as it is before anything else.</summary>
    public Stream Content => content;

    /// <summary>Whether the buffer should be flushed.</summary>
    public bool IsFull => length >= SendAt;

    /// <summary>How many bytes are buffered.</summary>
    public int Length => length;

    /// <summary>Those of them from one on.</summary>
    public ReadOnlySpan<byte> From(int start) => pending.AsSpan(start, length - start);

    public async ValueTask FlushAsync(CancellationToken cancellationToken)
    {
        if (length == 0)
            return;
        await content.WriteAsync(pending.AsMemory(0, length), cancellationToken);
        length = 0;
    }

    /// <summary>The same at once, for a file that is not far away.</summary>
    public void Flush()
    {
        content.Write(pending, 0, length);
        length = 0;
    }

    public void Write(ReadOnlySpan<char> text)
    {
        MakeRoom(Encoding.UTF8.GetMaxByteCount(text.Length));
        length += Encoding.UTF8.GetBytes(text, pending.AsSpan(length));
    }

    public void Write(ReadOnlySpan<byte> utf8)
    {
        MakeRoom(utf8.Length);
        utf8.CopyTo(pending.AsSpan(length));
        length += utf8.Length;
    }

    public void Advance(int count) => length += count;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        MakeRoom(Math.Max(1, sizeHint));
        return pending.AsMemory(length);
    }

    public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    private void MakeRoom(int bytes)
    {
        if (pending.Length - length < bytes)
            Array.Resize(ref pending, Math.Max(pending.Length * 2, length + bytes));
    }
}
