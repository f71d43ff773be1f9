namespace CredFunctions.Planning;

/// <summary>Keeps a limited number of the most urgent items and counts the rest.</summary>
internal sealed class MostUrgent<T>(int limit)
{
    // The least urgent comes first, to be dropped first.
    private readonly PriorityQueue<T, ItemRank> kept = new();

    /// <summary>How many there were.</summary>
    public long Count { get; private set; }

    /// <summary>What is kept, the most urgent first.</summary>
    public IEnumerable<T> Ranked => kept.UnorderedItems.OrderByDescending(item => item.Priority).Select(item => item.Element);

    /// <summary>Counts one; true when it is urgent enough to be kept, and <see cref="Keep"/> has to follow.</summary>
    public bool Counts(ItemRank rank)
    {
        Count++;
        return kept.Count < limit || (kept.TryPeek(out _, out var least) && rank.CompareTo(least) > 0);
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
internal readonly record struct ItemRank(Severity Severity, DateTimeOffset Since, string AccountId, string Detail) : IComparable<ItemRank>
{
    public int CompareTo(ItemRank other)
    {
        var order = Severity.CompareTo(other.Severity);
        if (order == 0)
            order = other.Since.CompareTo(Since);
        if (order == 0)
            order = string.CompareOrdinal(other.AccountId, AccountId);
        return order == 0 ? string.CompareOrdinal(other.Detail, Detail) : order;
    }
}
