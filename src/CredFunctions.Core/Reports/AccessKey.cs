namespace CredFunctions.Reports;

/// <summary>The seven cells of one access key slot.</summary>
public sealed class AccessKey
{
    private readonly Account account;

    internal AccessKey(Account account, KeySlot slot)
    {
        this.account = account;
        Slot = slot;
    }

    public KeySlot Slot { get; }

    /// <summary>Whether the SecretId cell holds a SecretId. Its text is read through <see cref="Account.Text"/>.</summary>
    public CellState SecretId => account.StateOf(Column(Reports.Column.AccessKey1SecretId));

    public Cell<bool> MayBeAtRisk => account.FlagOf(Column(Reports.Column.AccessKey1MayBeAtRisk));
    public Cell<DateTimeOffset> Created => account.TimeOf(Column(Reports.Column.AccessKey1CreationTime));
    public Cell<KeyStatus> Status => account.StatusOf(Column(Reports.Column.AccessKey1Status));

    /// <summary>When the key was last used; the console's figure lags by up to a day.</summary>
    public Cell<DateTimeOffset> LastUsed => account.TimeOf(Column(Reports.Column.AccessKey1LastUsedDate));

    public Cell<bool> CreatedOver90Days => account.FlagOf(Column(Reports.Column.AccessKey1CreatedOver90Days));
    public Cell<bool> CreatedOver30Days => account.FlagOf(Column(Reports.Column.AccessKey1CreatedOver30Days));

    /// <summary>Whether both times are there and the last use lies more than a day before the creation.</summary>
    internal bool IsUsedBeforeCreated
    {
        get
        {
            var created = account.TicksOf(Column(Reports.Column.AccessKey1CreationTime));
            return created != Account.NoTime & created - account.TicksOf(
                Column(Reports.Column.AccessKey1LastUsedDate)) > TimeSpan.TicksPerDay;
        }
    }

    /// <summary>The slot's column that stands in the place of <paramref name="firstSlotColumn"/>.</summary>
    public Column Column(Column firstSlotColumn) =>
        Slot is KeySlot.One ? firstSlotColumn : firstSlotColumn + (Reports.Column.AccessKey2SecretId - Reports.Column.AccessKey1SecretId);
}

/// <summary>The place of an access key in the report. A key may move from one slot to the other between two reports.</summary>
public enum KeySlot : byte
{
    One = 1,
    Two = 2,
}

/// <summary>Whether an access key can be used.</summary>
public enum KeyStatus : byte
{
    Active,
    Disabled,
}
