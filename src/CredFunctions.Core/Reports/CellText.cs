using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Text;

namespace CredFunctions.Reports;

/// <summary>The text of a cell as UTF-8: trimming, and the words that mean the same in every column.</summary>
internal static class CellText
{
    private const int ByteOrderMark = 0xFEFF;
    private const int ZeroWidthSpace = 0x200B;
    private const uint TrueLetters = 't' | ('r' << 8) | ('u' << 16) | ('e' << 24);
    private const uint FalsLetters = 'f' | ('a' << 8) | ('l' << 16) | ('s' << 24);

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
    public static Word WordOf(ReadOnlySpan<byte> trimmed)
    {
        // By length first, and the short ones byte by byte: this is asked of every cell of every account. A letter has no
        // other byte that equals it after "| 0x20"; the slash is compared as it is.
        switch (trimmed.Length)
        {
            case 0:
                return Word.NotApplicable;
            case 1:
                return trimmed[0] is (byte)'-' ? Word.NotApplicable : Word.None;
            case 3:
                return (trimmed[0] | 0x20) == 'n' && trimmed[1] == '/' && (trimmed[2] | 0x20) == 'a' ? Word.NotApplicable : Word.None;
            case 4:
                return IsLetters(trimmed, TrueLetters) ? Word.True : Word.None;
            case 5:
                return IsLetters(trimmed, FalsLetters) && (trimmed[4] | 0x20) == 'e' ? Word.False : Word.None;
            case 13:
                return trimmed.SequenceEqual("not_supported"u8)
                    || Ascii.EqualsIgnoreCase(trimmed, "not_supported"u8)
                    ? Word.NotSupported
                    : Word.None;
            default:
                return Word.None;
        }
    }

    private static bool IsLetters(ReadOnlySpan<byte> text, uint lowerCase) =>
        (BinaryPrimitives.ReadUInt32LittleEndian(text) | 0x20202020) == lowerCase;

    private static bool IsPlain(byte value) => value is > 0x20 and < 0x7F;

    private static bool IsTrimmed(Rune rune) => Rune.IsWhiteSpace(rune) || rune.Value is ByteOrderMark or ZeroWidthSpace;
}
