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
/// <param name="hasEvidence">Whether full lists can be written to the evidence.</param>
internal sealed class RoutePlan(Route route, int number, RunContext run, bool hasEvidence)
{
    private readonly GroupedItems digest = new(ItemRank.NewestFirst);
    private readonly GroupedItems reminder = new(ItemRank.LongestFirst);
    private readonly SortedDictionary<RunStamp, AlertsOfRun> alerts = [];
    private readonly Dictionary<string, long> bySeverity = new(StringComparer.Ordinal);
    private readonly Dictionary<AccountEventKind, long> byKind = [];
    private string? lastAccount;
    private string? lastAlerted;
    private long accounts;
    private long alertedAccounts;
    private long suppressed;
    private long stillOpen;
    private DueFigures? due;
    private DueFigures? autoDisable;

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
        StillOpen = stillOpen,
        AlertedAccounts = alertedAccounts,
        Opened = CountOf(AccountEventKind.Opened),
        Reopened = CountOf(AccountEventKind.Reopened),
        Raised = CountOf(AccountEventKind.Raised) + CountOf(AccountEventKind.RaisedByPolicy),
        Lowered = CountOf(AccountEventKind.Lowered),
        Resolved = CountOf(AccountEventKind.Resolved),
        ExceptionsEnded = CountOf(AccountEventKind.ExceptionEnded),
        Changes = CountOf(AccountEventKind.Changed),
        Due = due,
        AutoDisable = autoDisable,
    };

    /// <summary>The files with whole lists.</summary>
    public RouteLists Lists { get; } = new(route, number, run.Policy, hasEvidence);

    /// <summary>
    /// The alerts, by the run that made the events: an account's events of a run are a function of that run.
    /// </summary>
    public IEnumerable<(RunStamp Run, AlertsOfRun Alerts)> Alerts => alerts.Reverse().Select(each => (each.Key, each.Value));

    public long ReminderCount => reminder.Count;

    public NotificationContent Digest(NotificationContent content) => digest.In(content);

    /// <summary>The findings whose reminder is due, the worst first.</summary>
    public NotificationContent Reminder(NotificationContent content) => reminder.In(content);

    /// <summary>Counts an open finding.</summary>
    /// <param name="isListed">Whether an event that is notified is about it.</param>
    /// <param name="isNew">Whether it is new or worse.</param>
    public void AddOpen(AccountState account, FindingState finding, bool isListed, bool isNew)
    {
        // Accounts come one after the other, each with all its findings.
        accounts += account.AccountId == lastAccount ? 0 : 1;
        lastAccount = account.AccountId;
        bySeverity[finding.Severity.Name()] = bySeverity.GetValueOrDefault(finding.Severity.Name()) + 1;
        suppressed += finding.Suppression is null ? 0 : 1;
        var kind = finding.Suppression is null ? ItemKind.StillOpen : ItemKind.Excepted;
        stillOpen += kind is ItemKind.StillOpen && !isNew ? 1 : 0;
        if (!isListed && Lists.HasTables)
            Lists.AddOpen(Noted(NotificationItem.Of(account, finding, kind)));
    }

    /// <summary>Counts what is due on one account: on itself, or on one of its keys.</summary>
    public void AddDue(Subject subject, bool isAutoDisable, DateTimeOffset first)
    {
        ref var figures = ref isAutoDisable ? ref autoDisable : ref due;
        figures ??= new DueFigures(run.Policy.DigestDueDays, 0, 0, First: null);
        var isOverdue = first <= run.Run.AsOf;
        figures = figures with
        {
            Keys = figures.Keys + (subject is Subject.Account ? 0 : 1),
            Accounts = figures.Accounts + (subject is Subject.Account ? 1 : 0),
            First = isOverdue || figures.First < first ? figures.First : first,
            Overdue = figures.Overdue + (isOverdue ? 1 : 0),
        };
    }

    /// <summary>Adds what the run notifies. An opening under an exception counts when the exception is over.</summary>
    /// <param name="isAlerted">Whether it is notified by an alert besides.</param>
    public void AddEntry(AccountState account, Entry entry, bool isAlerted)
    {
        HasEvents = true;
        if (!entry.Event.IsSuppressed)
            byKind[entry.Event.Kind] = CountOf(entry.Event.Kind) + 1;
        NotificationItem? made = null;
        NotificationItem Make() => made ??= ItemOf(account, entry) with { IsAlerted = isAlerted };
        Lists.AddEntry(Make);
        digest.Add(entry.GroupKey(isAlerted), RankOf(account, entry), Make);
    }

    public void AddReminder(AccountState account, FindingState finding)
    {
        NotificationItem? made = null;
        NotificationItem Make() => made ??= NotificationItem.Of(account, finding, ItemKind.StillOpen);
        Lists.AddReminder(Make);
        reminder.Add(
            new GroupKey(ItemKind.StillOpen, finding.Severity, finding.Rule),
            new ItemRank(finding.Severity, finding.OpenedAt, account.AccountId, finding.Fingerprint), Make);
    }

    /// <summary>Adds the alert of an account: its entries of one run that are too severe to wait.</summary>
    /// <param name="entries">Those that still hold; none where the account is only counted.</param>
    public void AddAlert(AccountState account, RunStamp made, IReadOnlyList<Entry> entries)
    {
        if (!alerts.TryGetValue(made, out var ofRun))
            alerts.Add(made, ofRun = new AlertsOfRun(run.Policy.AlertsBundledFrom));
        ofRun.AddCandidate();
        if (entries.Count == 0)
            return;

        // An account may have alerts of several runs.
        alertedAccounts += account.AccountId == lastAlerted ? 0 : 1;
        lastAlerted = account.AccountId;
        ofRun.Add(account.AccountId, [.. entries.Select(entry => (
            entry.GroupKey(isAlerted: false), RankOf(account, entry), (Func<NotificationItem>)(() => ItemOf(account, entry))))]);
    }

    private NotificationItem ItemOf(AccountState account, Entry entry) => Noted(NotificationItem.Of(account, entry.Event) with
    {
        Severity = entry.Severity,
        Change = entry.Event.Change ?? entry.Change?.Change,
        Resolves = entry.Resolved?.Rule,
    });

    private NotificationItem Noted(NotificationItem item) => ExceptionNotes.On(item, run.Policy, run.Run.AsOf);

    private static ItemRank RankOf(AccountState account, Entry entry) => new(
        entry.Severity, entry.Run.AsOf, account.AccountId, entry.Event.Fingerprint ?? $"{entry.Event.Change} {entry.Event.Message}");

    private long CountOf(AccountEventKind kind) => byKind.GetValueOrDefault(kind);
}
