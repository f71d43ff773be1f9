using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Text;

namespace CredFunctions.Reports;

/// <summary>
/// Turns a cell into its code, by the kind of its column. What the console itself writes is recognised by length and a comparison
/// or two; everything else, white space around it included, goes through the grammar.
/// </summary>
internal static class CellParser
{
    private const int MaxSecretIdLength = 128;
    private const int MaxCountDigits = 9;
    private const int LongestWord = 13;

    private static readonly uint True = BinaryPrimitives.ReadUInt32LittleEndian("TRUE"u8);
    private static readonly uint Fals = BinaryPrimitives.ReadUInt32LittleEndian("FALS"u8);

    /// <summary>A flag. Whether it is TRUE or FALSE is as good as random, so the two are distinguished without a branch.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static byte Flag(ReadOnlySpan<byte> cell)
    {
        if (cell.Length is 4 or 5)
        {
            var isTrue = cell.Length == 4;
            if (BinaryPrimitives.ReadUInt32LittleEndian(cell) == (isTrue ? True : Fals) & cell[^1] == 'E')
                return isTrue ? CellCode.True : CellCode.False;
        }

        return IsBlank(cell, out var blank) ? blank : OtherFlag(CellText.Trim(cell));
    }

    /// <summary>A flag that may also be a count, as the column's name promises and its description does not.</summary>
    public static byte FlagOrCount(ReadOnlySpan<byte> cell)
    {
        var flag = Flag(cell);
        return flag == CellCode.Unrecognised ? Count(CellText.Trim(cell)) : flag;
    }

    /// <summary>A time, as UTC ticks; <see cref="Account.NoTime"/> where there is none.</summary>
    public static byte Time(ReadOnlySpan<byte> cell, long reportOffset, out long ticks)
    {
        if (ConsoleTime.TryParse(cell, out ticks))
        {
            ticks -= reportOffset;
            if (ReportTime.IsInstant(ticks))
                return CellCode.Value;
        }

        ticks = Account.NoTime;
        return IsBlank(cell, out var blank) ? blank : OtherTime(CellText.Trim(cell), reportOffset, ref ticks);
    }

    /// <summary>A time, or <c>FALSE</c> where no password was ever set.</summary>
    public static byte TimeOrFalse(ReadOnlySpan<byte> cell, long reportOffset, out long ticks)
    {
        ticks = Account.NoTime;
        if (cell.SequenceEqual("FALSE"u8))
            return CellCode.NotApplicable;
        var time = Time(cell, reportOffset, out ticks);
        return time == CellCode.Unrecognised && CellText.WordOf(CellText.Trim(cell)) is Word.False ? CellCode.NotApplicable : time;
    }

    public static byte Status(ReadOnlySpan<byte> cell) =>
        cell.SequenceEqual("Active"u8) ? CellCode.Of(KeyStatus.Active)
        : IsBlank(cell, out var blank) ? blank
        : OtherStatus(CellText.Trim(cell));

    public static byte SecretId(ReadOnlySpan<byte> cell)
    {
        if (IsBlank(cell, out var blank))
            return blank;

        // A character that is trimmed is none of a SecretId.
        var isPrintable = !cell.ContainsAnyExceptInRange((byte)0x21, (byte)0x7E);
        return cell.Length is > LongestWord and <= MaxSecretIdLength && isPrintable ? CellCode.Value : OtherSecretId(CellText.Trim(cell));
    }

    // N/A and not_supported, as the console writes them.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsBlank(ReadOnlySpan<byte> cell, out byte code)
    {
        code = cell.Length == 3 ? CellCode.NotApplicable : CellCode.NotSupported;
        return cell.SequenceEqual("N/A"u8) || cell.SequenceEqual("not_supported"u8);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static byte OtherFlag(ReadOnlySpan<byte> cell) => CellText.WordOf(cell) switch
    {
        Word.True => CellCode.True,
        Word.False => CellCode.False,
        var word => CodeOf(word),
    };

    private static byte Count(ReadOnlySpan<byte> cell) =>
        cell.Length is 0 or > MaxCountDigits || cell.ContainsAnyExceptInRange((byte)'0', (byte)'9') ? CellCode.Unrecognised
        : cell.ContainsAnyExcept((byte)'0') ? CellCode.True
        : CellCode.False;

    private static byte OtherTime(ReadOnlySpan<byte> cell, long reportOffset, ref long ticks)
    {
        if (CellText.WordOf(cell) is not Word.None and var word)
            return CodeOf(word);
        if (!ReportTime.TryParse(cell, reportOffset, out var time))
            return CellCode.Unrecognised;
        ticks = time;
        return CellCode.Value;
    }

    private static byte OtherStatus(ReadOnlySpan<byte> cell) => CellText.WordOf(cell) switch
    {
        Word.None when Ascii.EqualsIgnoreCase(cell, "Active"u8) => CellCode.Of(KeyStatus.Active),
        Word.None when Ascii.EqualsIgnoreCase(cell, "Disable"u8)
                       || Ascii.EqualsIgnoreCase(cell, "Disabled"u8)
                       || Ascii.EqualsIgnoreCase(cell, "Inactive"u8) => CellCode.Of(KeyStatus.Disabled),
        var word => CodeOf(word),
    };

    private static byte OtherSecretId(ReadOnlySpan<byte> cell) => CellText.WordOf(cell) switch
    {
        // What a program writes for a key that it does not know. Taken for a SecretId, it would be the key of many accounts.
        Word.None when Ascii.EqualsIgnoreCase(cell, "null"u8) || Ascii.EqualsIgnoreCase(cell, "none"u8)
                       || Ascii.EqualsIgnoreCase(cell, "nil"u8) => CellCode.Unrecognised,
        Word.None when cell.Length <= MaxSecretIdLength && !cell.ContainsAnyExceptInRange((byte)0x21, (byte)0x7E) => CellCode.Value,
        var word => CodeOf(word),
    };

    // Of a column in which TRUE and FALSE mean nothing.
    private static byte CodeOf(Word word) => word switch
    {
        Word.NotApplicable => CellCode.NotApplicable,
        Word.NotSupported => CellCode.NotSupported,
        _ => CellCode.Unrecognised,
    };

    /// <summary>
    /// The user type, compared without white space, hyphens and underscores; anything else is unrecognised, empty included.
    /// </summary>
    public static byte Type(ReadOnlySpan<byte> cell)
    {
        // As the console writes them.
        if (cell.SequenceEqual("Sub-user"u8))
            return CellCode.Of(UserType.SubUser);
        if (cell.SequenceEqual("WeWork Sub-user"u8))
            return CellCode.Of(UserType.WeComSubUser);
        if (cell.SequenceEqual("Collaborator"u8))
            return CellCode.Of(UserType.Collaborator);
        if (cell.SequenceEqual("Message receiver"u8))
            return CellCode.Of(UserType.MessageReceiver);

        return Columns.Normalize(Encoding.UTF8.GetString(CellText.Trim(cell))) switch
        {
            "subuser" => CellCode.Of(UserType.SubUser),
            "collaborator" => CellCode.Of(UserType.Collaborator),
            "weworksubuser" or "wecomsubuser" => CellCode.Of(UserType.WeComSubUser),
            "messagereceiver" => CellCode.Of(UserType.MessageReceiver),
            _ => CellCode.Unrecognised,
        };
    }
}
