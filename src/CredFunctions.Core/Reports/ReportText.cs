using System.Buffers;
using System.Text;

namespace CredFunctions.Reports;

/// <summary>
/// The report's UTF-8 text behind exactly one byte order mark and without a first line <c>sep=;</c>. The mark keeps the CSV
/// reader from looking for one in the text itself.
/// </summary>
internal static class ReportText
{
    private static readonly byte[] ByteOrderMark = [0xEF, 0xBB, 0xBF];

    /// <summary>The text, and whether a line <c>sep=</c> was skipped, which still counts for line numbers.</summary>
    public static (Stream Text, bool HasSeparatorLine) Open(ReportFile file, Stream stream)
    {
        var text = file.OpenText(stream);

        // All of a first line "sep=;", however long: a spreadsheet pads it like every other line.
        var start = new byte[16];
        var read = 0;
        ReadOnlySpan<byte> first;
        int separatorLine;
        do
        {
            if (read == start.Length)
                Array.Resize(ref start, 2 * read);
            read += text.ReadAtLeast(start.AsSpan(read), start.Length - read, throwOnEndOfStream: false);
            first = start.AsSpan(0, read);
            if (first.StartsWith(ByteOrderMark))
                first = first[ByteOrderMark.Length..];
            separatorLine = SeparatorLineLength(first);
        }
        while (read == start.Length && separatorLine == first.Length && read < ReportRows.MaxRowLength);

        // What goes on beyond the longest row is left to the rows, which reject it.
        if (read == start.Length && separatorLine == first.Length)
            separatorLine = 0;
        byte[] begin = [.. ByteOrderMark, .. first[separatorLine..]];
        return (new SplicedStream(begin, text, long.MaxValue, leaveOpen: false), separatorLine > 0);
    }

    // With its line end; all there is where none is seen yet, and 0 where it is another line.
    private static int SeparatorLineLength(ReadOnlySpan<byte> first)
    {
        const int Prefix = 4;
        if (first.Length <= Prefix || !Ascii.EqualsIgnoreCase(first[..Prefix], "sep="u8) || first[Prefix] is (byte)'\r' or (byte)'\n')
            return 0;

        Rune.DecodeFromUtf8(first[Prefix..], out _, out var size);
        for (var length = Prefix + size; length < first.Length; length += size)
        {
            var status = Rune.DecodeFromUtf8(first[length..], out var next, out size);
            if (next.Value is '\n')
                return length + 1;
            if (next.Value is '\r')
                return length + (first[length..] is [_, (byte)'\n', ..] ? 2 : 1);
            if (status is OperationStatus.Done && !Rune.IsWhiteSpace(next) && next.Value is not (',' or ';'))
                return 0;
        }

        return first.Length;
    }
}
