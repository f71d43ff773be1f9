namespace CredFunctions.Planning;

/// <summary>
/// The worst, then what has been open the longest; equal ones by account and detail, so that the order is always the same.
/// The most urgent is the greatest.
/// </summary>
internal sealed class ByUrgency : IComparer<ItemRank>
{
    public static ByUrgency Order { get; } = new();

    public int Compare(ItemRank x, ItemRank y)
    {
        var order = x.Severity.CompareTo(y.Severity);
        if (order == 0)
            order = y.Since.CompareTo(x.Since);
        if (order == 0)
            order = string.CompareOrdinal(y.AccountId, x.AccountId);
        return order == 0 ? string.CompareOrdinal(y.Detail, x.Detail) : order;
    }
}
