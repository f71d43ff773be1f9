namespace CredFunctions.Planning;

/// <summary>Keeps a limited number of the most urgent items and counts the rest.</summary>
internal sealed class MostUrgent<T>(int limit)
{
    // The least urgent comes first, to be dropped first.
    private readonly PriorityQueue<T, ItemRank> kept = new(ItemRank.Order);

    public long Count { get; private set; }

    /// <summary>What is kept, the most urgent first.</summary>
    public IEnumerable<T> Ranked =>
        kept.UnorderedItems.OrderByDescending(item => item.Priority, ItemRank.Order).Select(item => item.Element);

    /// <summary>Counts one; true when it is urgent enough to be kept, and <see cref="Keep"/> has to follow.</summary>
    public bool Counts(ItemRank rank)
    {
        Count++;
        return kept.Count < limit || (kept.TryPeek(out _, out var least) && ItemRank.Order.Compare(rank, least) > 0);
    }

    public void Keep(T item, ItemRank rank)
    {
        kept.Enqueue(item, rank);
        if (kept.Count > limit)
            kept.Dequeue();
    }
}

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
