namespace CredFunctions.Planning;

/// <summary>How urgent an item is; the most urgent is the greatest. Equal ones by account and detail, so that the order is always the
/// same.</summary>
/// <param name="Since">Since when it is so.</param>
/// <param name="Detail">Distinguishes it from others of the account.</param>
internal readonly record struct ItemRank(Severity Severity, DateTimeOffset Since, string AccountId, string Detail)
{
    /// <summary>The worst first, then the newest.</summary>
    public static IComparer<ItemRank> NewestFirst { get; } = Order((x, y) => x.Since.CompareTo(y.Since));

    /// <summary>The worst first, then the one that has been so the longest.</summary>
    public static IComparer<ItemRank> LongestFirst { get; } = Order((x, y) => y.Since.CompareTo(x.Since));

    private static Comparer<ItemRank> Order(Comparison<ItemRank> bySince) => Comparer<ItemRank>.Create((x, y) =>
    {
        var order = x.Severity.CompareTo(y.Severity);
        if (order == 0)
            order = bySince(x, y);
        if (order == 0)
            order = string.CompareOrdinal(y.AccountId, x.AccountId);
        return order == 0 ? string.CompareOrdinal(y.Detail, x.Detail) : order;
    });
}
