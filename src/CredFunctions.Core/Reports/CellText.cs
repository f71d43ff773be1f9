using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text;

namespace CredFunctions.Reports;

/// <summary>The text of a cell as UTF-8: trimming, and the words that mean the same in every column.</summary>
internal static class CellText
{
    private const int ByteOrderMark = 0xFEFF;
    private const int ZeroWidthSpace = 0x200B;

    /// <summary>Removes Unicode White_Space, U+FEFF and U+200B from both ends.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> cell) =>
        cell.IsEmpty || (IsPlain(cell[0]) && IsPlain(cell[^1])) ? cell : TrimEnds(cell);

    private static ReadOnlySpan<byte> TrimEnds(ReadOnlySpan<byte> cell)
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
    public static Word WordOf(ReadOnlySpan<byte> trimmed) =>
        trimmed.IsEmpty || trimmed.SequenceEqual("-"u8) || Ascii.EqualsIgnoreCase(trimmed, "N/A"u8) ? Word.NotApplicable
        : Ascii.EqualsIgnoreCase(trimmed, "not_supported"u8) ? Word.NotSupported
        : Ascii.EqualsIgnoreCase(trimmed, "TRUE"u8) ? Word.True
        : Ascii.EqualsIgnoreCase(trimmed, "FALSE"u8) ? Word.False
        : Word.None;

    private static bool IsPlain(byte value) => value is > 0x20 and < 0x7F;

    private static bool IsTrimmed(Rune rune) => Rune.IsWhiteSpace(rune) || rune.Value is ByteOrderMark or ZeroWidthSpace;
}

/// <summary>The words that mean the same in every column.</summary>
internal enum Word : byte
{
    None,
    NotApplicable,
    NotSupported,
    True,
    False,
}
