using System.Text;

namespace CredFunctions.Reports;

/// <summary>Turns a trimmed cell into one of its four states, by the kind of its column.</summary>
internal static class CellParser
{
    private const int MaxSecretIdLength = 128;
    private const int MaxCountDigits = 9;

    /// <summary>A flag. Whether it is TRUE or FALSE is as good as random, so the two are told apart without a branch.</summary>
    public static Cell<bool> Flag(ReadOnlySpan<byte> cell) =>
        CellText.TryTrueOrFalse(cell, out var flag)
            ? Cell<bool>.Of(flag)
            : CellText.WordOf(cell) switch
            {
                Word.NotApplicable => Cell<bool>.NotApplicable,
                Word.NotSupported => Cell<bool>.NotSupported,
                _ => Cell<bool>.Unrecognised,
            };

    /// <summary>A flag that may also be a count, as the column's name promises and its description does not.</summary>
    public static Cell<bool> FlagOrCount(ReadOnlySpan<byte> cell)
    {
        var flag = Flag(cell);
        return flag.State is CellState.Unrecognised && cell.Length <= MaxCountDigits && !cell.ContainsAnyExceptInRange((byte)'0', (byte)'9')
            ? Cell<bool>.Of(cell.ContainsAnyExcept((byte)'0'))
            : flag;
    }

    public static Cell<DateTimeOffset> Time(ReadOnlySpan<byte> cell, TimeSpan reportOffset) => CellText.WordOf(cell) switch
    {
        Word.NotApplicable => Cell<DateTimeOffset>.NotApplicable,
        Word.NotSupported => Cell<DateTimeOffset>.NotSupported,
        Word.None when ReportTime.TryParse(cell, reportOffset, out var time) => Cell<DateTimeOffset>.Of(time),
        _ => Cell<DateTimeOffset>.Unrecognised,
    };

    /// <summary>A time, or <c>FALSE</c> where no password was ever set.</summary>
    public static Cell<DateTimeOffset> TimeOrFalse(ReadOnlySpan<byte> cell, TimeSpan reportOffset) =>
        CellText.WordOf(cell) is Word.False ? Cell<DateTimeOffset>.NotApplicable : Time(cell, reportOffset);

    public static Cell<KeyStatus> Status(ReadOnlySpan<byte> cell) => CellText.WordOf(cell) switch
    {
        Word.NotApplicable => Cell<KeyStatus>.NotApplicable,
        Word.NotSupported => Cell<KeyStatus>.NotSupported,
        Word.None when cell.SequenceEqual("Active"u8) || Ascii.EqualsIgnoreCase(cell, "Active"u8) => Cell<KeyStatus>.Of(KeyStatus.Active),
        Word.None when Ascii.EqualsIgnoreCase(cell, "Disable"u8)
                       || Ascii.EqualsIgnoreCase(cell, "Disabled"u8)
                       || Ascii.EqualsIgnoreCase(cell, "Inactive"u8) => Cell<KeyStatus>.Of(KeyStatus.Disabled),
        _ => Cell<KeyStatus>.Unrecognised,
    };

    public static CellState SecretId(ReadOnlySpan<byte> cell) => CellText.WordOf(cell) switch
    {
        Word.NotApplicable => CellState.NotApplicable,
        Word.NotSupported => CellState.NotSupported,
        Word.None when cell.Length <= MaxSecretIdLength && !cell.ContainsAnyExceptInRange((byte)0x21, (byte)0x7E) => CellState.Value,
        _ => CellState.Unrecognised,
    };

    /// <summary>The user type, compared without white space, hyphens and underscores; anything else is unrecognised, empty included.</summary>
    public static Cell<UserType> Type(ReadOnlySpan<byte> cell)
    {
        // As the console writes nearly all of them.
        if (cell.SequenceEqual("Sub-user"u8))
            return Cell<UserType>.Of(UserType.SubUser);

        // The longest name has 15 letters; the room beyond it is for the separators that are taken out.
        if (cell.Length > 64)
            return TypeOf(Squeeze(cell, new byte[cell.Length]));

        return TypeOf(Squeeze(cell, stackalloc byte[64]));
    }

    private static Cell<UserType> TypeOf(ReadOnlySpan<byte> name) => name switch
    {
        _ when Ascii.EqualsIgnoreCase(name, "subuser"u8) => Cell<UserType>.Of(UserType.SubUser),
        _ when Ascii.EqualsIgnoreCase(name, "collaborator"u8) => Cell<UserType>.Of(UserType.Collaborator),
        _ when Ascii.EqualsIgnoreCase(name, "weworksubuser"u8) => Cell<UserType>.Of(UserType.WeComSubUser),
        _ when Ascii.EqualsIgnoreCase(name, "wecomsubuser"u8) => Cell<UserType>.Of(UserType.WeComSubUser),
        _ when Ascii.EqualsIgnoreCase(name, "messagereceiver"u8) => Cell<UserType>.Of(UserType.MessageReceiver),
        _ => Cell<UserType>.Unrecognised,
    };

    private static ReadOnlySpan<byte> Squeeze(ReadOnlySpan<byte> cell, Span<byte> room)
    {
        var length = 0;
        while (!cell.IsEmpty)
        {
            Rune.DecodeFromUtf8(cell, out var rune, out var size);
            if (!Rune.IsWhiteSpace(rune) && rune.Value is not ('-' or '_'))
            {
                cell[..size].CopyTo(room[length..]);
                length += size;
            }

            cell = cell[size..];
        }

        return room[..length];
    }
}
