using CredFunctions.Cli.Scanning.Recorded;
using CredFunctions.Findings;
using CredFunctions.Rules;

namespace CredFunctions.Cli.Scanning.Table;

/// <summary>The worst accounts of a report, as many as fit. What does not stay is never turned into text.</summary>
internal sealed class WorstAccounts(int capacity)
{
    private readonly PriorityQueue<ListedAccount, AccountRank> leastBadFirst = new(capacity + 1);

    /// <summary>All accounts with a finding, kept or not.</summary>
    public long Seen { get; private set; }

    /// <param name="assessment">What was said of an account.</param>
    /// <param name="findings">Its findings under no exception, at least one.</param>
    public void Take(Assessment assessment, ReadOnlySpan<Verdict> findings)
    {
        var rank = AccountRank.Of(findings, Seen++);
        if (Stays(rank))
            Keep(ListedAccount.Of(assessment, findings, rank), rank);
    }

    /// <param name="account">An account with at least one finding under no exception.</param>
    public void Take(RecordedAccount account)
    {
        var rank = AccountRank.Of(account.Unexcepted, Seen++);
        if (Stays(rank))
            Keep(ListedAccount.Of(account, rank), rank);
    }

    private bool Stays(AccountRank rank) =>
        leastBadFirst.Count < capacity || (leastBadFirst.TryPeek(out _, out var leastBad) && rank > leastBad);

    private void Keep(ListedAccount account, AccountRank rank)
    {
        leastBadFirst.Enqueue(account, rank);
        if (leastBadFirst.Count > capacity)
            leastBadFirst.Dequeue();
    }

    public IReadOnlyList<ListedAccount> WorstFirst() =>
        [.. leastBadFirst.UnorderedItems.OrderByDescending(item => item.Priority).Select(item => item.Element)];
}
