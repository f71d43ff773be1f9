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
    private readonly CsvReader row;
    private readonly int[] fields;
    private readonly TimeSpan reportOffset;

    internal Account(CsvReader row, ReportHeader header, TimeSpan reportOffset)
    {
        this.row = row;
        fields = header.Indexes.ToArray();
        this.reportOffset = reportOffset;
    }

    /// <summary>The account id, 1 to 20 digits.</summary>
    public string Id => TextOf(Column.AccountId);

    /// <summary>The user's name as the report has it: untrusted text.</summary>
    public string Username => TextOf(Column.Username);

    public Cell<UserType> UserType { get; private set; }

    public Cell<DateTimeOffset> Created { get; private set; }

    public Cell<bool> PasswordEnabled { get; private set; }

    public Cell<DateTimeOffset> PasswordLastRotation { get; private set; }

    public Cell<bool> LoginConsoleActive { get; private set; }

    public Cell<bool> LoginProtectionActive { get; private set; }

    public Cell<bool> OperationProtectionActive { get; private set; }

    public Cell<bool> MfaDeviceActive { get; private set; }

    public Cell<bool> AbnormalLogins { get; private set; }

    /// <summary>Unrecognised in every account where the optional column is absent; see <see cref="Has"/>.</summary>
    public Cell<DateTimeOffset> LastConsoleLogin { get; private set; }

    public AccessKey Key1 { get; } = new(KeySlot.One);

    public AccessKey Key2 { get; } = new(KeySlot.Two);

    /// <summary>Whether both slots hold the same SecretId. The second one then counts as no key.</summary>
    public bool SameSecretIdTwice { get; private set; }

    /// <summary>Whether any cell that rules read is unrecognised; an absent optional column is not counted.</summary>
    public bool HasUnrecognisedCell { get; private set; }

    /// <summary>Whether the report has the column.</summary>
    public bool Has(Column column) => fields[(int)column] >= 0;

    /// <summary>The trimmed UTF-8 text of a cell; empty where the column is absent.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ReadOnlySpan<byte> Text(Column column)
    {
        var index = fields[(int)column];
        return index < 0 ? [] : CellText.Trim(row.GetSpan(index));
    }

    /// <summary>The trimmed text of a cell.</summary>
    public string TextOf(Column column) => Encoding.UTF8.GetString(Text(column));

    /// <summary>The UTF-8 text of a key's SecretId. It is a secret half: show its mask, keep its hash.</summary>
    public ReadOnlySpan<byte> SecretId(AccessKey key) => Text(key.Column(Column.AccessKey1SecretId));

    /// <summary>Reads the current row's cells.</summary>
    internal void Load()
    {
        UserType = CellParser.Type(Text(Column.UserType));
        Created = CellParser.Time(Text(Column.CreationTime), reportOffset);
        PasswordEnabled = CellParser.Flag(Text(Column.PasswordEnabled));
        PasswordLastRotation = CellParser.TimeOrFalse(Text(Column.PasswordLastRotation), reportOffset);
        LoginConsoleActive = CellParser.Flag(Text(Column.LoginConsoleActive));
        LoginProtectionActive = CellParser.Flag(Text(Column.LoginProtectionActive));
        OperationProtectionActive = CellParser.Flag(Text(Column.OperationProtectionActive));
        MfaDeviceActive = CellParser.Flag(Text(Column.MfaDeviceActive));
        AbnormalLogins = CellParser.FlagOrCount(Text(Column.AbnormalLoginsWithin30Days));
        LastConsoleLogin = Has(Column.LastConsoleLoginTime)
            ? CellParser.Time(Text(Column.LastConsoleLoginTime), reportOffset)
            : Cell<DateTimeOffset>.Unrecognised;
        Load(Key1);
        Load(Key2);
        SameSecretIdTwice = Key1.SecretId is CellState.Value && Key2.SecretId is CellState.Value
                            && SecretId(Key1).SequenceEqual(SecretId(Key2));
        HasUnrecognisedCell = IsUnrecognised();
    }

    private bool IsUnrecognised() =>
        UserType.State is CellState.Unrecognised | Created.State is CellState.Unrecognised
        | PasswordEnabled.State is CellState.Unrecognised | PasswordLastRotation.State is CellState.Unrecognised
        | LoginConsoleActive.State is CellState.Unrecognised | LoginProtectionActive.State is CellState.Unrecognised
        | OperationProtectionActive.State is CellState.Unrecognised | MfaDeviceActive.State is CellState.Unrecognised
        | AbnormalLogins.State is CellState.Unrecognised
        | (Has(Column.LastConsoleLoginTime) && LastConsoleLogin.State is CellState.Unrecognised)
        | Key1.HasUnrecognisedCell | Key2.HasUnrecognisedCell;

    private void Load(AccessKey key)
    {
        key.SecretId = CellParser.SecretId(SecretId(key));
        key.MayBeAtRisk = CellParser.Flag(Text(key.Column(Column.AccessKey1MayBeAtRisk)));
        key.Created = CellParser.Time(Text(key.Column(Column.AccessKey1CreationTime)), reportOffset);
        key.Status = CellParser.Status(Text(key.Column(Column.AccessKey1Status)));
        key.LastUsed = CellParser.Time(Text(key.Column(Column.AccessKey1LastUsedDate)), reportOffset);
        key.CreatedOver90Days = CellParser.Flag(Text(key.Column(Column.AccessKey1CreatedOver90Days)));
        key.CreatedOver30Days = CellParser.Flag(Text(key.Column(Column.AccessKey1CreatedOver30Days)));
    }
}
