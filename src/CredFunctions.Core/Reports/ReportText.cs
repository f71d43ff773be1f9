using System.Text;

namespace CredFunctions.Reports;

/// <summary>
/// The report's UTF-8 text behind exactly one byte order mark and without a first line <c>sep=;</c>. The mark keeps the CSV
/// reader from looking for one in the text itself.
/// </summary>
internal sealed class ReportText : ForwardStream
{
    private static readonly byte[] ByteOrderMark = [0xEF, 0xBB, 0xBF];

    private readonly Stream text;
    private readonly byte[] start;
    private int position;

    private ReportText(Stream text, byte[] start, bool hasSeparatorLine)
    {
        this.text = text;
        this.start = start;
        HasSeparatorLine = hasSeparatorLine;
    }

    /// <summary>Whether a line <c>sep=</c> was skipped; it still counts for line numbers.</summary>
    public bool HasSeparatorLine { get; }

    public static ReportText Open(ReportFile file, Stream stream)
    {
        var text = file.OpenText(stream);

        // A mark (3 bytes), "sep=" (4), one character (4), a line end (2), and one byte to see that no more stands there.
        var room = new byte[16];
        var read = text.ReadAtLeast(room, room.Length, throwOnEndOfStream: false);
        ReadOnlySpan<byte> first = room.AsSpan(0, read);
        if (first.StartsWith(ByteOrderMark))
            first = first[ByteOrderMark.Length..];

        var separatorLine = SeparatorLineLength(first);
        return new ReportText(text, [.. ByteOrderMark, .. first[separatorLine..]], separatorLine > 0);
    }

    public override int Read(Span<byte> buffer)
    {
        if (position == start.Length)
            return text.Read(buffer);

        var count = Math.Min(buffer.Length, start.Length - position);
        start.AsSpan(position, count).CopyTo(buffer);
        position += count;
        return count;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            text.Dispose();
        base.Dispose(disposing);
    }

    private static int SeparatorLineLength(ReadOnlySpan<byte> first)
    {
        const int Prefix = 4;
        if (first.Length <= Prefix || !Ascii.EqualsIgnoreCase(first[..Prefix], "sep="u8) || first[Prefix] is (byte)'\r' or (byte)'\n')
            return 0;

        Rune.DecodeFromUtf8(first[Prefix..], out _, out var size);
        return first[(Prefix + size)..] switch
        {
            [] => Prefix + size,
            [(byte)'\r', (byte)'\n', ..] => Prefix + size + 2,
            [(byte)'\r' or (byte)'\n', ..] => Prefix + size + 1,
            _ => 0,
        };
    }
}
