namespace CredFunctions;

/// <summary>The greatest of many, as many as fit, and how many there were.</summary>
public sealed class Greatest<T, TRank>(int capacity, IComparer<TRank>? order = null)
{
    private readonly PriorityQueue<T, TRank> leastFirst = new(order);

    /// <summary>All that came, kept or not.</summary>
    public long Seen { get; private set; }

    public IReadOnlyList<T> GreatestFirst =>
        [.. leastFirst.UnorderedItems.OrderByDescending(item => item.Priority, leastFirst.Comparer).Select(item => item.Element)];

    /// <summary>Adds one; gives whether it is kept for now.</summary>
    public bool Add(T item, TRank rank)
    {
        if (!Counts(rank))
            return false;
        Keep(item, rank);
        return true;
    }

    /// <summary>Counts one that is made only where it is kept: true when it is, and <see cref="Keep"/> has to follow.</summary>
    public bool Counts(TRank rank)
    {
        Seen++;
        return leastFirst.Count < capacity
            || (leastFirst.TryPeek(out _, out var least) && leastFirst.Comparer.Compare(rank, least) > 0);
    }

    public void Keep(T item, TRank rank)
    {
        if (leastFirst.Count < capacity)
            leastFirst.Enqueue(item, rank);
        else
            leastFirst.DequeueEnqueue(item, rank);
    }
}
