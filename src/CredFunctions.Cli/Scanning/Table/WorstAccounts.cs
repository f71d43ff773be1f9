using CredFunctions.Findings;

namespace CredFunctions.Cli.Scanning.Table;

/// <summary>The worst accounts of a report, as many as fit. What does not stay is never turned into text.</summary>
internal sealed class WorstAccounts(int capacity)
{
    private readonly PriorityQueue<ListedAccount, AccountRank> leastBadFirst = new(capacity + 1);

    /// <summary>All accounts with a finding, kept or not.</summary>
    public long Seen { get; private set; }

    public void Take(Assessment assessment)
    {
        var rank = AccountRank.Of(assessment.Findings, Seen++);
        if (leastBadFirst.Count < capacity)
            leastBadFirst.Enqueue(ListedAccount.Of(assessment, rank), rank);
        else if (leastBadFirst.TryPeek(out _, out var leastBad) && rank > leastBad)
            leastBadFirst.EnqueueDequeue(ListedAccount.Of(assessment, rank), rank);
    }

    public IReadOnlyList<ListedAccount> WorstFirst() =>
        [.. leastBadFirst.UnorderedItems.OrderByDescending(item => item.Priority).Select(item => item.Element)];
}
