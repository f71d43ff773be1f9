namespace CredFunctions.Cli.Scanning.Table;

/// <summary>The worst accounts of a report, as many as fit. What does not stay is never turned into text.</summary>
internal sealed class WorstAccounts(int capacity)
{
    private readonly PriorityQueue<ScannedAccount, AccountRank> leastBadFirst = new(capacity + 1);

    /// <summary>All accounts with a finding under no exception, kept or not.</summary>
    public long Seen { get; private set; }

    public void Take(ScannedAccount account)
    {
        if (AccountRank.Of(account, Seen) is not { } rank)
            return;

        Seen++;
        if (leastBadFirst.Count == capacity && leastBadFirst.TryPeek(out _, out var leastBad) && rank < leastBad)
            return;

        // Made now: once the next account is read, it no longer can be.
        _ = account.State;
        leastBadFirst.Enqueue(account, rank);
        if (leastBadFirst.Count > capacity)
            leastBadFirst.Dequeue();
    }

    public IReadOnlyList<ScannedAccount> WorstFirst() =>
        [.. leastBadFirst.UnorderedItems.OrderByDescending(item => item.Priority).Select(item => item.Element)];
}
