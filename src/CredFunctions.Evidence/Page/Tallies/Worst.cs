namespace CredFunctions.Evidence.Page.Tallies;

/// <summary>The greatest of many, as many as fit, whatever the order in which they come.</summary>
internal sealed class Worst<T>(int capacity, IComparer<T> order)
{
    private readonly PriorityQueue<T, T> leastFirst = new(order);

    /// <summary>All that came, kept or not.</summary>
    public long Seen { get; private set; }

    public void Add(T item)
    {
        Seen++;
        if (leastFirst.Count < capacity)
            leastFirst.Enqueue(item, item);
        else
            leastFirst.EnqueueDequeue(item, item);
    }

    public IReadOnlyList<T> WorstFirst() => [.. leastFirst.UnorderedItems.Select(item => item.Element).OrderDescending(order)];
}
