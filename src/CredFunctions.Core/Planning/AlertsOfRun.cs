using CredFunctions.Notifications;

namespace CredFunctions.Planning;

/// <summary>
/// The alerts that one route gets of the events of one run: one an account, or, from the policy's number of accounts on, all in one.
/// </summary>
/// <param name="bundledFrom">The policy's number.</param>
internal sealed class AlertsOfRun(int bundledFrom)
{
    private readonly Greatest<(string AccountId, GroupedItems Items), ItemRank> single = new(bundledFrom - 1, ItemRank.NewestFirst);
    private readonly GroupedItems all = new(ItemRank.NewestFirst);
    private long candidates;

    /// <summary>The accounts that have an alert.</summary>
    public long Accounts { get; private set; }

    /// <summary>All alerts in one; null where each account has its own.</summary>
    public GroupedItems? Bundle => candidates >= bundledFrom && Accounts > 0 ? all : null;

    /// <summary>The alerts of the accounts, the worst first; of no meaning where they are bundled.</summary>
    public IReadOnlyList<(string AccountId, GroupedItems Items)> Single => single.GreatestFirst;

    /// <summary>
    /// Counts an account whose events of the run were too severe to wait. It counts for the bundle even when they no longer hold: a run
    /// that completes later, after one that was given up, must bundle as that one did.
    /// </summary>
    public void AddCandidate() => candidates++;

    /// <summary>Adds the alert of an account.</summary>
    public void Add(string accountId, IReadOnlyList<(GroupKey Key, ItemRank Rank, Func<NotificationItem> Make)> items)
    {
        Accounts++;
        foreach (var (key, rank, make) in items)
            all.Add(key, rank, make);
        var worst = items.Select(item => item.Rank).Max(ItemRank.NewestFirst);
        if (!single.Counts(worst))
            return;
        var own = new GroupedItems(ItemRank.NewestFirst);
        foreach (var (key, rank, make) in items)
            own.Add(key, rank, make);
        single.Keep((accountId, own), worst);
    }
}
