using System.Runtime.CompilerServices;
using System.Text;

using CsvHelper;

namespace CredFunctions.Reports;

/// <summary>
/// One row of the report as typed cells. The reader fills the same instance from row to row, so it is valid until the
/// next <see cref="ReportReader.Read"/>; nothing is allocated a row.
/// </summary>
public sealed class Account
{
    /// <summary>The ticks of a cell that holds no time: later than any time, so that nothing needs to ask first.</summary>
    internal const long NoTime = long.MaxValue;

    // Behind the cells of the account: conditions on two cells together, and on the header.
    private const Column SameSecretId = (Column)Columns.Count;
    private const Column HasLastConsoleLogin = SameSecretId + 1;

    private const int SlotWidth = Column.AccessKey2SecretId - Column.AccessKey1SecretId;

    private readonly CsvReader row;
    private readonly int[] fields;
    private readonly long reportOffset;
    private readonly long[] times = new long[Columns.Count];

    // Sixteen codes a word: the account's, then the two keys'.
    private ulong accountCodes;
    private ulong keyCodes;

    internal Account(CsvReader row, ReportHeader header, TimeSpan reportOffset)
    {
        this.row = row;
        fields = header.Indexes;
        this.reportOffset = reportOffset.Ticks;
        Array.Fill(times, NoTime);
        Key1 = new AccessKey(this, KeySlot.One);
        Key2 = new AccessKey(this, KeySlot.Two);
    }

    /// <summary>The account id, 1 to 20 digits.</summary>
    public string Id => TextOf(Column.AccountId);

    /// <summary>The user's name as the report has it: untrusted text.</summary>
    public string Username => TextOf(Column.Username);

    public Cell<UserType> UserType => CellCode.Type(CodeOf(Column.UserType));
    public Cell<DateTimeOffset> Created => TimeOf(Column.CreationTime);
    public Cell<bool> PasswordEnabled => FlagOf(Column.PasswordEnabled);
    public Cell<DateTimeOffset> PasswordLastRotation => TimeOf(Column.PasswordLastRotation);
    public Cell<bool> LoginConsoleActive => FlagOf(Column.LoginConsoleActive);
    public Cell<bool> LoginProtectionActive => FlagOf(Column.LoginProtectionActive);
    public Cell<bool> OperationProtectionActive => FlagOf(Column.OperationProtectionActive);
    public Cell<bool> MfaDeviceActive => FlagOf(Column.MfaDeviceActive);
    public Cell<bool> AbnormalLogins => FlagOf(Column.AbnormalLoginsWithin30Days);

    /// <summary>Unrecognised in every account where the optional column is absent; see <see cref="Has"/>.</summary>
    public Cell<DateTimeOffset> LastConsoleLogin => TimeOf(Column.LastConsoleLoginTime);

    public AccessKey Key1 { get; }
    public AccessKey Key2 { get; }
    public IReadOnlyList<AccessKey> Keys => [Key1, Key2];

    /// <summary>Whether both slots hold the same SecretId. The second one then counts as no key.</summary>
    public bool SameSecretIdTwice => CodeOf(SameSecretId) == CellCode.True;

    /// <summary>
    /// All the cells but for their times and texts, a code each: accounts that agree here, no rule can distinguish
    /// but by a time.
    /// </summary>
    internal (ulong Account, ulong Keys) Codes => (accountCodes, keyCodes);

    public bool Has(Column column) => fields[(int)column] >= 0;

    /// <summary>The trimmed UTF-8 text of a cell; empty where the column is absent.</summary>
    public ReadOnlySpan<byte> Text(Column column) => Has(column) ? CellText.Trim(Raw(column)) : [];

    public string TextOf(Column column) => Encoding.UTF8.GetString(Text(column));

    /// <summary>The UTF-8 text of a key's SecretId. It is a secret half: show its mask, keep its hash.</summary>
    public ReadOnlySpan<byte> SecretId(AccessKey key) => Text(key.Column(Column.AccessKey1SecretId));

    /// <summary>The key that a verdict on the subject is about; null when it is about the account.</summary>
    public AccessKey? KeyOf(Subject subject) => subject switch { Subject.Key1 => Key1, Subject.Key2 => Key2, _ => null };

    internal CellState StateOf(Column column) => CellCode.StateOf(CodeOf(column));

    internal Cell<bool> FlagOf(Column column) => CellCode.Flag(CodeOf(column));

    internal Cell<KeyStatus> StatusOf(Column column) => CellCode.Status(CodeOf(column));

    internal Cell<DateTimeOffset> TimeOf(Column column) => StateOf(column) is CellState.Value
        ? Cell<DateTimeOffset>.Of(new DateTimeOffset(times[(int)column], TimeSpan.Zero))
        : new Cell<DateTimeOffset>(StateOf(column));

    /// <summary>The UTC ticks of a cell that holds a time; <see cref="NoTime"/> of another.</summary>
    internal long TicksOf(Column column) => times[(int)column];

    internal void Load()
    {
        // Put together in registers: what is written in small parts and read as a whole makes a processor wait.
        keyCodes = Slot(0) | Slot(SlotWidth);
        accountCodes = Code(Column.UserType, CellParser.Type(Raw(Column.UserType)))
                     | Time(Column.CreationTime)
                     | Flag(Column.PasswordEnabled)
                     | Code(Column.PasswordLastRotation, CellParser.TimeOrFalse(
                         Raw(Column.PasswordLastRotation), reportOffset, out times[(int)Column.PasswordLastRotation]))
                     | Flag(Column.LoginConsoleActive)
                     | Flag(Column.LoginProtectionActive)
                     | Flag(Column.OperationProtectionActive)
                     | Flag(Column.MfaDeviceActive)
                     | Code(Column.AbnormalLoginsWithin30Days, CellParser.FlagOrCount(Raw(Column.AbnormalLoginsWithin30Days)))
                     | (Has(Column.LastConsoleLoginTime) ? Time(Column.LastConsoleLoginTime) | Code(HasLastConsoleLogin, CellCode.True) : 0)
                     | (IsSameSecretId() ? Code(SameSecretId, CellCode.True) : 0);
    }

    // Both slots by the same code: what the first has taught the processor of keys serves for the second.
    private ulong Slot(int slot) =>
        Code(Column.AccessKey1SecretId + slot, CellParser.SecretId(Raw(Column.AccessKey1SecretId + slot)))
        | Flag(Column.AccessKey1MayBeAtRisk + slot)
        | Time(Column.AccessKey1CreationTime + slot)
        | Code(Column.AccessKey1Status + slot, CellParser.Status(Raw(Column.AccessKey1Status + slot)))
        | Time(Column.AccessKey1LastUsedDate + slot)
        | Flag(Column.AccessKey1CreatedOver90Days + slot)
        | Flag(Column.AccessKey1CreatedOver30Days + slot);

    private bool IsSameSecretId() =>
        Key1.SecretId is CellState.Value && Key2.SecretId is CellState.Value && SecretId(Key1).SequenceEqual(SecretId(Key2));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ulong Flag(Column column) => Code(column, CellParser.Flag(Raw(column)));

    private ulong Time(Column column) => Code(column, CellParser.Time(Raw(column), reportOffset, out times[(int)column]));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Code(Column column, byte code) => (ulong)code << ShiftOf(column);

    private byte CodeOf(Column column) => (byte)(((IsOfKey(column) ? keyCodes : accountCodes) >> ShiftOf(column)) & CellCode.Mask);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int ShiftOf(Column column) => CellCode.Bits *
        (column < Column.AccessKey1SecretId
            ? (int)column
            : column - (IsOfKey(column) ? Column.AccessKey1SecretId : (Column)(2 * SlotWidth)));

    private static bool IsOfKey(Column column) => column is >= Column.AccessKey1SecretId and <= Column.AccessKey2CreatedOver30Days;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ReadOnlySpan<byte> Raw(Column column) => row.GetSpan(fields[(int)column]);
}
