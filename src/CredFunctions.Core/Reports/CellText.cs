using System.Buffers;
using System.Text;

namespace CredFunctions.Reports;

/// <summary>The text of a cell as UTF-8: trimming, and the words that mean the same in every column.</summary>
internal static class CellText
{
    private const int ByteOrderMark = 0xFEFF;
    private const int ZeroWidthSpace = 0x200B;

    /// <summary>Removes Unicode White_Space, U+FEFF and U+200B from both ends.</summary>
    public static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> cell)
    {
        while (!cell.IsEmpty && !IsPlain(cell[0]))
        {
            if (Rune.DecodeFromUtf8(cell, out var rune, out var length) is not OperationStatus.Done || !IsTrimmed(rune))
                break;
            cell = cell[length..];
        }

        while (!cell.IsEmpty && !IsPlain(cell[^1]))
        {
            if (Rune.DecodeLastFromUtf8(cell, out var rune, out var length) is not OperationStatus.Done || !IsTrimmed(rune))
                break;
            cell = cell[..^length];
        }

        return cell;
    }

    /// <summary>Which of the common words the trimmed cell is, in any letter case.</summary>
    public static Word WordOf(ReadOnlySpan<byte> trimmed) => trimmed.Length switch
    {
        0 => Word.NotApplicable,
        1 when trimmed[0] is (byte)'-' => Word.NotApplicable,
        3 when Ascii.EqualsIgnoreCase(trimmed, "N/A"u8) => Word.NotApplicable,
        4 when Ascii.EqualsIgnoreCase(trimmed, "TRUE"u8) => Word.True,
        5 when Ascii.EqualsIgnoreCase(trimmed, "FALSE"u8) => Word.False,
        13 when Ascii.EqualsIgnoreCase(trimmed, "not_supported"u8) => Word.NotSupported,
        _ => Word.None,
    };

    private static bool IsPlain(byte value) => value is > 0x20 and < 0x7F;

    private static bool IsTrimmed(Rune rune) => Rune.IsWhiteSpace(rune) || rune.Value is ByteOrderMark or ZeroWidthSpace;
}
