using CredFunctions.Notifications;

namespace CredFunctions.Planning;

/// <summary>
/// The items of a notification as their accounts pass by, in groups of the same event. Each group is counted; those that are named are
/// the most urgent of each group, then as many more as there is room for. Its size does not depend on the number of items.
/// </summary>
internal sealed class GroupedItems(IComparer<ItemRank> order)
{
    // Each group names so many before any names more.
    private const int LeastNamed = 3;

    private readonly Dictionary<GroupKey, Group> groups = [];
    private string? lastAccount;
    private long accounts;

    public long Count { get; private set; }

    /// <summary>Counts an item; it is made only where it may be named.</summary>
    public void Add(GroupKey key, ItemRank rank, Func<NotificationItem> make)
    {
        if (!groups.TryGetValue(key, out var group))
            groups.Add(key, group = new Group(order));
        Count++;

        // Accounts come one after the other.
        accounts += rank.AccountId == lastAccount ? 0 : 1;
        lastAccount = rank.AccountId;
        group.Add(rank, make);
    }

    /// <summary>The content, with the groups and the items that it names.</summary>
    public NotificationContent In(NotificationContent content)
    {
        var shown = groups.OrderBy(group => group.Key.Part).ThenByDescending(group => group.Key.Severity)
            .ThenByDescending(group => group.Value.Accounts).ThenBy(group => group.Key.ToString(), StringComparer.Ordinal)
            .Take(NotificationContent.MaxGroups).ToList();
        var named = shown.Select(group => (Most: group.Value.MostUrgent, Count: 0)).ToList();
        var room = NotificationContent.MaxItems;
        foreach (var least in (ReadOnlySpan<int>)[LeastNamed, NotificationContent.MaxItems])
        {
            for (var index = 0; index < named.Count; index++)
            {
                var count = Math.Min(named[index].Most.Count, Math.Min(least, named[index].Count + room));
                room -= count - named[index].Count;
                named[index] = named[index] with { Count = count };
            }
        }

        return content with
        {
            Groups = [.. shown.Select(group => ItemGroup.Of(group.Key, group.Value.Count, group.Value.Accounts))],
            Items = [.. named.SelectMany(group => group.Most.Take(group.Count))],
            ItemCount = Count,
            AccountCount = accounts,
        };
    }

    private sealed class Group(IComparer<ItemRank> order)
    {
        private readonly Greatest<NotificationItem, ItemRank> mostUrgent = new(NotificationContent.MaxItems, order);
        private string? lastAccount;

        public long Accounts { get; private set; }

        public long Count => mostUrgent.Seen;

        public IReadOnlyList<NotificationItem> MostUrgent => mostUrgent.GreatestFirst;

        public void Add(ItemRank rank, Func<NotificationItem> make)
        {
            Accounts += rank.AccountId == lastAccount ? 0 : 1;
            lastAccount = rank.AccountId;
            if (mostUrgent.Counts(rank))
                mostUrgent.Keep(make(), rank);
        }
    }
}
