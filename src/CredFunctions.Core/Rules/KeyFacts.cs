using CredFunctions.Reports;

namespace CredFunctions.Rules;

/// <summary>Whether the key in a slot exists, is active, is disabled.</summary>
internal readonly struct KeyFacts
{
    public KeyFacts(Account account, AccessKey key)
    {
        Exists = ExistsOf(account, key);

        var column = key.Column(Column.AccessKey1Status);
        var status = key.Status;
        var isActive = Condition.Of(status.TryGet(out var value), value is KeyStatus.Active, column);
        var isDisabled = Condition.Of(status.TryGet(out value), value is KeyStatus.Disabled, column);

        Active = Exists & isActive;
        Disabled = Exists & isDisabled;
    }

    public Condition Exists { get; }

    public Condition Active { get; }

    public Condition Disabled { get; }

    private static Condition ExistsOf(Account account, AccessKey key)
    {
        // The same SecretId in both slots is one key: the second slot then holds none.
        if (key.Slot is KeySlot.Two && account.SameSecretIdTwice)
            return Condition.Of(false, Column.AccessKey1SecretId, Column.AccessKey2SecretId);

        return Condition.Of(key.SecretId is not CellState.Unrecognised, key.SecretId is CellState.Value,
            key.Column(Column.AccessKey1SecretId));
    }
}
