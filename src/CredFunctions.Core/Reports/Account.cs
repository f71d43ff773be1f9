using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
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

    // Behind the cells, what is said of two of them together.
    private const int SameSecretId = Columns.Count;
    private const int HasLastConsoleLogin = Columns.Count + 1;

    private readonly CsvReader row;
    private readonly int[] fields;
    private readonly long reportOffset;
    private readonly byte[] codes = new byte[Vector256<byte>.Count];
    private readonly long[] times = new long[Columns.Count];

    internal Account(CsvReader row, ReportHeader header, TimeSpan reportOffset)
    {
        this.row = row;
        fields = header.Indexes.ToArray();
        this.reportOffset = reportOffset.Ticks;
        Array.Fill(times, NoTime);
        codes[HasLastConsoleLogin] = Has(Column.LastConsoleLoginTime) ? CellCode.True : CellCode.False;
        Key1 = new AccessKey(this, KeySlot.One);
        Key2 = new AccessKey(this, KeySlot.Two);
    }

    /// <summary>The account id, 1 to 20 digits.</summary>
    public string Id => TextOf(Column.AccountId);

    /// <summary>The user's name as the report has it: untrusted text.</summary>
    public string Username => TextOf(Column.Username);

    public Cell<UserType> UserType => CellCode.Type(codes[(int)Column.UserType]);

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

    /// <summary>Whether both slots hold the same SecretId. The second one then counts as no key.</summary>
    public bool SameSecretIdTwice => codes[SameSecretId] == CellCode.True;

    /// <summary>
    /// All the cells but for their times and texts, a code each: what two accounts have in common here, no rule can tell apart
    /// but by a time.
    /// </summary>
    internal Vector256<byte> Codes => Vector256.Create(codes);

    /// <summary>Whether the report has the column.</summary>
    public bool Has(Column column) => fields[(int)column] >= 0;

    /// <summary>The trimmed UTF-8 text of a cell; empty where the column is absent.</summary>
    public ReadOnlySpan<byte> Text(Column column) => Has(column) ? CellText.Trim(Raw(column)) : [];

    /// <summary>The trimmed text of a cell.</summary>
    public string TextOf(Column column) => Encoding.UTF8.GetString(Text(column));

    /// <summary>The UTF-8 text of a key's SecretId. It is a secret half: show its mask, keep its hash.</summary>
    public ReadOnlySpan<byte> SecretId(AccessKey key) => Text(key.Column(Column.AccessKey1SecretId));

    internal CellState StateOf(Column column) => CellCode.StateOf(codes[(int)column]);

    internal Cell<bool> FlagOf(Column column) => CellCode.Flag(codes[(int)column]);

    internal Cell<KeyStatus> StatusOf(Column column) => CellCode.Status(codes[(int)column]);

    internal Cell<DateTimeOffset> TimeOf(Column column) => StateOf(column) is CellState.Value
        ? Cell<DateTimeOffset>.Of(new DateTimeOffset(times[(int)column], TimeSpan.Zero))
        : new Cell<DateTimeOffset>(StateOf(column));

    /// <summary>The UTC ticks of a cell that holds a time; <see cref="NoTime"/> of another.</summary>
    internal long TicksOf(Column column) => times[(int)column];

    /// <summary>Reads the current row's cells.</summary>
    internal void Load()
    {
        codes[(int)Column.UserType] = CellParser.Type(Raw(Column.UserType));
        LoadTime(Column.CreationTime);
        LoadFlag(Column.PasswordEnabled);
        LoadTimeOrFalse(Column.PasswordLastRotation);
        LoadFlag(Column.LoginConsoleActive);
        LoadFlag(Column.LoginProtectionActive);
        LoadFlag(Column.OperationProtectionActive);
        LoadFlag(Column.MfaDeviceActive);
        codes[(int)Column.AbnormalLoginsWithin30Days] = CellParser.FlagOrCount(Raw(Column.AbnormalLoginsWithin30Days));
        LoadSlot(0);
        LoadSlot(Column.AccessKey2SecretId - Column.AccessKey1SecretId);
        if (Has(Column.LastConsoleLoginTime))
            LoadTime(Column.LastConsoleLoginTime);
        codes[SameSecretId] = IsSameSecretId() ? CellCode.True : CellCode.False;
    }

    private void LoadSlot(int slot)
    {
        codes[(int)Column.AccessKey1SecretId + slot] = CellParser.SecretId(Raw(Column.AccessKey1SecretId + slot));
        LoadFlag(Column.AccessKey1MayBeAtRisk + slot);
        LoadTime(Column.AccessKey1CreationTime + slot);
        codes[(int)Column.AccessKey1Status + slot] = CellParser.Status(Raw(Column.AccessKey1Status + slot));
        LoadTime(Column.AccessKey1LastUsedDate + slot);
        LoadFlag(Column.AccessKey1CreatedOver90Days + slot);
        LoadFlag(Column.AccessKey1CreatedOver30Days + slot);
    }

    private bool IsSameSecretId() =>
        Key1.SecretId is CellState.Value && Key2.SecretId is CellState.Value && SecretId(Key1).SequenceEqual(SecretId(Key2));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void LoadFlag(Column column) => codes[(int)column] = CellParser.Flag(Raw(column));

    private void LoadTime(Column column) => codes[(int)column] = CellParser.Time(Raw(column), reportOffset, out times[(int)column]);

    private void LoadTimeOrFalse(Column column) => codes[(int)column] = CellParser.TimeOrFalse(Raw(column), reportOffset, out times[(int)column]);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ReadOnlySpan<byte> Raw(Column column) => row.GetSpan(fields[(int)column]);
}
