namespace CredFunctions.Planning;

/// <summary>Keeps a limited number of the most urgent items and counts the rest.</summary>
internal sealed class MostUrgent<T>(int limit)
{
    // The least urgent is at its head, to be given up first.
    private readonly PriorityQueue<T, ItemRank> kept = new(ItemRank.Order);

    /// <summary>How many there were.</summary>
    public long Count { get; private set; }

    /// <summary>What is kept, the most urgent first.</summary>
    public IEnumerable<T> Ranked =>
        kept.UnorderedItems.OrderByDescending(item => item.Priority, ItemRank.Order).Select(item => item.Element);

    /// <summary>Counts one; true when it is urgent enough to be kept, and <see cref="Keep"/> has to follow.</summary>
    public bool Counts(ItemRank rank)
    {
        Count++;
        return kept.Count < limit || (kept.TryPeek(out _, out var least) && ItemRank.Compare(rank, least) > 0);
    }

    public void Keep(T item, ItemRank rank)
    {
        kept.Enqueue(item, rank);
        if (kept.Count > limit)
            kept.Dequeue();
    }
}
