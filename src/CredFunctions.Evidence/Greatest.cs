namespace CredFunctions.Evidence;

/// <summary>The greatest of many, as many as fit, and how many there were.</summary>
public sealed class Greatest<T, TRank>(int capacity, IComparer<TRank>? order = null)
{
    private readonly PriorityQueue<T, TRank> leastFirst = new(capacity, order);

    /// <summary>All that came, kept or not.</summary>
    public long Seen { get; private set; }

    public IReadOnlyList<T> GreatestFirst =>
        [.. leastFirst.UnorderedItems.OrderByDescending(item => item.Priority, leastFirst.Comparer).Select(item => item.Element)];

    /// <summary>Adds one; gives whether it is kept for now.</summary>
    public bool Add(T item, TRank rank)
    {
        Seen++;
        if (leastFirst.Count < capacity)
            leastFirst.Enqueue(item, rank);
        else if (leastFirst.TryPeek(out _, out var least) && leastFirst.Comparer.Compare(rank, least) > 0)
            leastFirst.DequeueEnqueue(item, rank);
        else
            return false;
        return true;
    }
}
