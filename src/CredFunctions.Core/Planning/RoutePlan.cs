using CredFunctions.Accounts;
using CredFunctions.Notifications;
using CredFunctions.Policy;
using CredFunctions.Runs;

namespace CredFunctions.Planning;

/// <summary>
/// What one route is notified of when a report completes: figures, and the most urgent items. Its size does not depend on the
/// report's.
/// </summary>
/// <param name="number">Its place in the policy, from 0.</param>
/// <param name="alertLimit">The most alerts that it sends at once.</param>
/// <param name="hasLists">Whether a full list is written to the evidence where there are more items than a notification names.</param>
internal sealed class RoutePlan(Route route, int number, int alertLimit, RunContext run, bool hasLists)
{
    // Places that are reserved for items that stay open or are settled, however many are new.
    private const int OpenShare = 20;
    private const int ReliefShare = 10;

    private readonly Greatest<NotificationItem, ItemRank> newItems = new(NotificationContent.MaxItems, ItemRank.Order);
    private readonly Greatest<NotificationItem, ItemRank> open = new(NotificationContent.MaxItems, ItemRank.Order);
    private readonly Greatest<NotificationItem, ItemRank> relief = new(NotificationContent.MaxItems, ItemRank.Order);
    private readonly Greatest<NotificationItem, ItemRank> reminders = new(NotificationContent.MaxItems, ItemRank.Order);
    private readonly Greatest<(string AccountId, RunStamp Run, IReadOnlyList<NotificationItem> Items), ItemRank> alerts =
        new(alertLimit, ItemRank.Order);
    private readonly ItemList? digestList = hasLists ? new(EvidenceName.Digest(number)) : null;
    private readonly ItemList? reminderList = hasLists ? new(EvidenceName.Reminder(number)) : null;
    private readonly Dictionary<string, long> bySeverity = new(StringComparer.Ordinal);
    private readonly Dictionary<AccountEventKind, long> byKind = [];
    private string? lastAccount;
    private long accounts;
    private long suppressed;

    public Route Route => route;

    /// <summary>Its place in the policy, from 0.</summary>
    public int Number => number;

    public bool HasEvents { get; private set; }

    public bool HasFindings => accounts > 0;

    public RouteFigures Figures => new()
    {
        Accounts = accounts,
        Open = bySeverity,
        Suppressed = suppressed,
        Opened = CountOf(AccountEventKind.Opened),
        Reopened = CountOf(AccountEventKind.Reopened),
        Raised = CountOf(AccountEventKind.Raised) + CountOf(AccountEventKind.RaisedByPolicy),
        Lowered = CountOf(AccountEventKind.Lowered),
        Resolved = CountOf(AccountEventKind.Resolved),
        ExceptionsEnded = CountOf(AccountEventKind.ExceptionEnded),
        Changes = CountOf(AccountEventKind.Changed),
    };

    public IEnumerable<ItemList> Lists => digestList is not null && reminderList is not null ? [digestList, reminderList] : [];

    /// <summary>The file with all items of the digest; null where it names them all, or there is none.</summary>
    public string? DigestList => digestList?.File;

    /// <summary>The file with all reminders; null where they are all named, or there is none.</summary>
    public string? ReminderList => reminderList?.File;

    public long ItemCount => newItems.Seen + open.Seen + relief.Seen;

    /// <summary>
    /// The alerts of accounts, the worst first, each with its items, the worst first. An account's events of a run are a function of
    /// that run, so the two identify the alert.
    /// </summary>
    public IReadOnlyList<(string AccountId, RunStamp Run, IReadOnlyList<NotificationItem> Items)> Alerts => alerts.GreatestFirst;

    /// <summary>How many accounts beyond the limit also had an alert.</summary>
    public long AlertsBeyondLimit => Math.Max(0, alerts.Seen - alertLimit);

    /// <summary>Findings whose reminder is due, the worst first.</summary>
    public IReadOnlyList<NotificationItem> Reminders => reminders.GreatestFirst;

    public long ReminderCount => reminders.Seen;

    public IReadOnlyList<NotificationItem> Items()
    {
        var isNew = newItems.GreatestFirst;
        var isOpen = open.GreatestFirst;
        var isOver = relief.GreatestFirst;
        var newRoom = NotificationContent.MaxItems - Math.Min(isOpen.Count, OpenShare) - Math.Min(isOver.Count, ReliefShare);
        var newCount = Math.Min(isNew.Count, newRoom);
        var openCount = Math.Min(isOpen.Count, NotificationContent.MaxItems - newCount - Math.Min(isOver.Count, ReliefShare));
        return [.. isNew.Take(newCount), .. isOpen.Take(openCount), .. isOver.Take(NotificationContent.MaxItems - newCount - openCount)];
    }

    /// <summary>Counts an open finding.</summary>
    /// <param name="isNew">Whether an event of the run is about it.</param>
    public void AddOpen(AccountState account, FindingState finding, bool isNew)
    {
        // Accounts come one after the other, each with all its findings.
        accounts += account.AccountId == lastAccount ? 0 : 1;
        lastAccount = account.AccountId;
        bySeverity[finding.Severity.Name()] = bySeverity.GetValueOrDefault(finding.Severity.Name()) + 1;
        suppressed += finding.Suppression is null ? 0 : 1;
        if (isNew)
            return;

        var (items, kind) = finding.Suppression is null ? (open, ItemKind.StillOpen) : (relief, ItemKind.Excepted);
        Keep(digestList, items, RankOf(account, finding), () => Noted(NotificationItem.Of(account, finding, kind)));
    }

    /// <summary>Adds an event that the run notifies. An opening under an exception counts when the exception is over.</summary>
    public void AddEvent(AccountState account, AccountEvent accountEvent)
    {
        HasEvents = true;
        if (!accountEvent.IsSuppressed)
            byKind[accountEvent.Kind] = CountOf(accountEvent.Kind) + 1;
        var items = ItemKindExtensions.Of(accountEvent).IsNew() ? newItems : relief;
        Keep(digestList, items, RankOf(account, accountEvent), () => Noted(NotificationItem.Of(account, accountEvent)));
    }

    public void AddReminder(AccountState account, FindingState finding) =>
        Keep(reminderList, reminders, RankOf(account, finding), () => NotificationItem.Of(account, finding, ItemKind.StillOpen));

    /// <summary>Adds the alert of an account: its events of one run.</summary>
    public void AddAlert(AccountState account, RunStamp run, IReadOnlyList<AccountEvent> events)
    {
        var rank = new ItemRank(events.Max(accountEvent => accountEvent.Severity), default, account.AccountId, run.ReportId);
        if (!alerts.Counts(rank))
            return;

        var items = events.Select(
            accountEvent => (Item: Noted(NotificationItem.Of(account, accountEvent)), Rank: RankOf(account, accountEvent)))
            .OrderByDescending(each => each.Rank, ItemRank.Order).Take(NotificationContent.MaxItems).Select(each => each.Item);
        alerts.Keep((account.AccountId, run, [.. items]), rank);
    }

    // Most of a large report is neither listed nor among the most urgent: then its item is not made.
    private static void Keep(ItemList? list, Greatest<NotificationItem, ItemRank> mostUrgent, ItemRank rank, Func<NotificationItem> make)
    {
        var isUrgent = mostUrgent.Counts(rank);
        if (!isUrgent && list is null)
            return;

        var item = make();
        list?.Add(item);
        if (isUrgent)
            mostUrgent.Keep(item, rank);
    }

    private NotificationItem Noted(NotificationItem item) => ExceptionNotes.On(item, run.Policy, run.Run.AsOf);

    private static ItemRank RankOf(AccountState account, FindingState finding) =>
        new(finding.Severity, finding.OpenedAt, account.AccountId, finding.Fingerprint);

    private static ItemRank RankOf(AccountState account, AccountEvent accountEvent) =>
        new(accountEvent.Severity, accountEvent.Run.AsOf, account.AccountId, accountEvent.Fingerprint
            ?? $"{accountEvent.Change} {accountEvent.Message}");

    private long CountOf(AccountEventKind kind) => byKind.GetValueOrDefault(kind);
}
