namespace CredFunctions.Reports;

/// <summary>
/// A cell in four bits: its state in the two low ones and its value above them, where the column's values are few (a flag, a
/// user type, the status of a key). All of an account fits into 128 bits, so accounts that are alike are found in no time.
/// </summary>
internal static class CellCode
{
    public const int Bits = 4;
    public const int Mask = (1 << Bits) - 1;

    private const int StateBits = 2;
    private const int StateMask = (1 << StateBits) - 1;

    public const byte NotApplicable = (byte)CellState.NotApplicable;
    public const byte NotSupported = (byte)CellState.NotSupported;
    public const byte Unrecognised = (byte)CellState.Unrecognised;

    /// <summary>A value that has none of its own, such as a time or a SecretId; also the first of a column's values.</summary>
    public const byte Value = (byte)CellState.Value;

    public const byte False = Value;
    public const byte True = Value | (1 << StateBits);

    public static byte Of(UserType type) => (byte)(Value | ((byte)type << StateBits));

    public static byte Of(KeyStatus status) => (byte)(Value | ((byte)status << StateBits));

    public static CellState StateOf(byte code) => (CellState)(code & StateMask);

    public static Cell<bool> Flag(byte code) => new(StateOf(code), code == True);

    public static Cell<UserType> Type(byte code) => new(StateOf(code), (UserType)(code >> StateBits));

    public static Cell<KeyStatus> Status(byte code) => new(StateOf(code), (KeyStatus)(code >> StateBits));
}
