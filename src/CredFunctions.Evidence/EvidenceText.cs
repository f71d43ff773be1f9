using System.Buffers;
using System.Text;

namespace CredFunctions.Evidence;

/// <summary>Buffers UTF-8 for a file. Writing never blocks; the buffer is flushed between two accounts.</summary>
internal sealed class EvidenceText(Stream content) : IBufferWriter<byte>
{
    private const int SendAt = 128 * 1024;

    private readonly ArrayBufferWriter<byte> pending = new(4 * 1024);

    /// <summary>The file, for UTF-8 that is written as it is before anything else.</summary>
    public Stream Content => content;

    /// <summary>Whether the buffer should be flushed.</summary>
    public bool IsFull => pending.WrittenCount >= SendAt;

    /// <summary>What is buffered.</summary>
    public ReadOnlySpan<byte> Pending => pending.WrittenSpan;

    public async ValueTask FlushAsync(CancellationToken cancellationToken)
    {
        if (pending.WrittenCount == 0)
            return;
        await content.WriteAsync(pending.WrittenMemory, cancellationToken);
        pending.ResetWrittenCount();
    }

    /// <summary>The same at once, for a file that is not far away.</summary>
    public void Flush()
    {
        content.Write(pending.WrittenSpan);
        pending.ResetWrittenCount();
    }

    public void Write(ReadOnlySpan<char> text)
    {
        var room = pending.GetSpan(Encoding.UTF8.GetMaxByteCount(text.Length));
        pending.Advance(Encoding.UTF8.GetBytes(text, room));
    }

    public void Write(ReadOnlySpan<byte> utf8) => BuffersExtensions.Write(pending, utf8);

    public void Advance(int count) => pending.Advance(count);

    public Memory<byte> GetMemory(int sizeHint = 0) => pending.GetMemory(sizeHint);

    public Span<byte> GetSpan(int sizeHint = 0) => pending.GetSpan(sizeHint);
}
