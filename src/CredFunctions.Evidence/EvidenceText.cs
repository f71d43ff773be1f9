using System.Buffers;
using System.Text;

namespace CredFunctions.Evidence;

/// <summary>UTF-8 on its way into a file. Whoever writes need not wait; what has piled up is sent on between two accounts.</summary>
internal sealed class EvidenceText(Stream content) : IBufferWriter<byte>
{
    private const int SendAt = 128 * 1024;

    private readonly ArrayBufferWriter<byte> pending = new(4 * 1024);

    /// <summary>Where it goes, for what is UTF-8 already and nothing else has written before.</summary>
    public Stream Content => content;

    /// <summary>Whether so much is pending that it should be sent.</summary>
    public bool IsFull => pending.WrittenCount >= SendAt;

    public async ValueTask FlushAsync(CancellationToken cancellationToken)
    {
        if (pending.WrittenCount == 0)
            return;
        await content.WriteAsync(pending.WrittenMemory, cancellationToken);
        pending.ResetWrittenCount();
    }

    /// <summary>What was not sent yet.</summary>
    public ReadOnlySpan<byte> Pending => pending.WrittenSpan;

    /// <summary>Puts what is pending elsewhere.</summary>
    public void MoveTo(Stream other)
    {
        other.Write(pending.WrittenSpan);
        pending.ResetWrittenCount();
    }

    /// <summary>Writes what a stream holds, behind what is pending.</summary>
    public async Task CopyAsync(Stream from, CancellationToken cancellationToken)
    {
        await FlushAsync(cancellationToken);
        await from.CopyToAsync(content, cancellationToken);
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
