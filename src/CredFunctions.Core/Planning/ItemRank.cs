namespace CredFunctions.Planning;

/// <summary>
/// How urgent an item is: the worst first, then the one that has been so the longest; equal ones by account and detail, so that the
/// order is always the same. The most urgent is the greatest.
/// </summary>
/// <param name="Since">Since when it is so.</param>
/// <param name="Detail">Distinguishes it from others of the account.</param>
internal readonly record struct ItemRank(Severity Severity, DateTimeOffset Since, string AccountId, string Detail)
{
    public static IComparer<ItemRank> Order { get; } = Comparer<ItemRank>.Create((x, y) =>
    {
        var order = x.Severity.CompareTo(y.Severity);
        if (order == 0)
            order = y.Since.CompareTo(x.Since);
        if (order == 0)
            order = string.CompareOrdinal(y.AccountId, x.AccountId);
        return order == 0 ? string.CompareOrdinal(y.Detail, x.Detail) : order;
    });
}
