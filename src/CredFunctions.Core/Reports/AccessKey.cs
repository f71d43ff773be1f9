namespace CredFunctions.Reports;

/// <summary>The seven cells of one access key slot.</summary>
public sealed class AccessKey
{
    internal AccessKey(KeySlot slot) => Slot = slot;

    public KeySlot Slot { get; }

    /// <summary>Whether the SecretId cell holds a SecretId. Its text is read through <see cref="Account.Text"/>.</summary>
    public CellState SecretId { get; internal set; }

    public Cell<bool> MayBeAtRisk { get; internal set; }

    public Cell<DateTimeOffset> Created { get; internal set; }

    public Cell<KeyStatus> Status { get; internal set; }

    /// <summary>When the key was last used; the console's figure lags by up to a day.</summary>
    public Cell<DateTimeOffset> LastUsed { get; internal set; }

    public Cell<bool> CreatedOver90Days { get; internal set; }

    public Cell<bool> CreatedOver30Days { get; internal set; }

    internal bool HasUnrecognisedCell =>
        SecretId is CellState.Unrecognised | MayBeAtRisk.State is CellState.Unrecognised | Created.State is CellState.Unrecognised
        | Status.State is CellState.Unrecognised | LastUsed.State is CellState.Unrecognised
        | CreatedOver90Days.State is CellState.Unrecognised | CreatedOver30Days.State is CellState.Unrecognised;

    /// <summary>The slot's column that stands in the place of <paramref name="firstSlotColumn"/>.</summary>
    public Column Column(Column firstSlotColumn) =>
        Slot is KeySlot.One ? firstSlotColumn : firstSlotColumn + (Reports.Column.AccessKey2SecretId - Reports.Column.AccessKey1SecretId);
}
