using CredFunctions.Accounts;
using CredFunctions.Policy;
using CredFunctions.Ports;

namespace CredFunctions.Planning;

/// <summary>What each route is notified of when a report completes, collected in one pass over its accounts.</summary>
public sealed class NotificationPlan
{
    private readonly RunContext run;
    private readonly string source;
    private readonly IEvidenceWriter evidence;
    private readonly Dictionary<Route, RoutePlan> byRoute;
    private readonly IReadOnlyList<ItemList> lists;

    /// <param name="run">The run, with what was completed before it.</param>
    /// <param name="evidence">Takes what is more than a mail can name.</param>
    public NotificationPlan(string source, RunContext run, IEvidenceWriter evidence)
    {
        this.source = source;
        this.run = run;
        this.evidence = evidence;

        byRoute = new Dictionary<Route, RoutePlan>(ReferenceEqualityComparer.Instance);
        foreach (var route in run.Policy.Routes)
            byRoute[route] = new RoutePlan(route, byRoute.Count, run, hasEvidence: evidence.Place is not null);
        lists = [.. byRoute.Values.SelectMany(route => route.Lists.All)];
    }

    internal RunContext Run => run;

    internal IReadOnlyCollection<RoutePlan> Routes => byRoute.Values;

    public async ValueTask AddAsync(AccountState account, CancellationToken cancellationToken)
    {
        if (byRoute.Count == 0)
            return;

        Add(account);
        foreach (var list in lists)
        {
            if (list.IsFull)
                await list.SendAsync(evidence, cancellationToken);
        }
    }

    /// <summary>Sends on what is left of the lists, once every account was added.</summary>
    public async Task EndAsync(CancellationToken cancellationToken)
    {
        foreach (var list in lists)
            await list.SendAsync(evidence, cancellationToken);
    }

    private void Add(AccountState account)
    {
        // Events come first in an account's part of a list.
        var events = account.EventsToNotify(run);
        var entries = Entry.Of(account, events);
        foreach (var entry in entries)
            RouteOf(account, entry.Severity)?.AddEntry(account, entry, isAlerted: IsSevere(entry) && Holds(account, entry));
        foreach (var finding in account.OpenFindings)
        {
            // The findings of a rule that is off stay as they are and are not notified.
            if (run.IsOff(account, finding.Rule) || RouteOf(account, finding.Severity) is not { } route)
                continue;
            var isListed = events.Any(each => each.Fingerprint == finding.Fingerprint);
            var isNew = events.Any(each => each.Fingerprint == finding.Fingerprint && !each.IsRelief);
            route.AddOpen(account, finding, isListed, isNew);
            if (!isListed && account.Run == run.Run && IsDue(finding))
                route.AddReminder(account, finding);
        }

        AddDue(account);
        if (run.IsBaseline || entries.Count == 0)
            return;
        foreach (var severe in entries.Where(IsSevere).GroupBy(entry => (Route: RouteOf(account, entry.Severity), entry.Run)))
            severe.Key.Route?.AddAlert(account, severe.Key.Run, [.. severe.Where(entry => Holds(account, entry))]);
    }

    // Under the severity that the finding would have. What is under an exception on its day causes no notification then.
    private void AddDue(AccountState account)
    {
        var due = account.DueIn(run);
        if (due.Count == 0)
            return;

        var (id, name, policy) = (account.AccountId, account.Username, run.Policy);
        var end = run.Run.AsOf.UtcTicks + (policy.DigestDueDays * TimeSpan.TicksPerDay);
        foreach (var each in due.Where(check => check.At.UtcTicks <= end)
            .Where(check => !policy.ExceptionFor(check.Rule, id, name, check.SecretIdMask, check.At).IsActive)
            .GroupBy(check => (Route: RouteOf(account, policy.SeverityOf(check.Rule, id, name)), check.Subject, check.IsAutoDisable)))
            each.Key.Route?.AddDue(each.Key.Subject, each.Key.IsAutoDisable, each.Min(check => check.At));
    }

    // Too severe to wait for the digest. A baseline is notified in one digest.
    private bool IsSevere(Entry entry) =>
        !run.IsBaseline && entry.Severity >= run.Policy.ImmediateSeverity && !entry.Event.IsSuppressed
        && (entry.Event.IsOpening || entry.Event.Kind is AccountEventKind.Raised or AccountEventKind.Changed);

    // An opening or a rise that no longer holds goes to the digest only.
    private static bool Holds(AccountState account, Entry entry) =>
        entry.Event.Kind is AccountEventKind.Changed
        || (account.Finding(entry.Event.Fingerprint!) is { Suppression: null } finding && entry.Event.StillHolds(finding));

    // A reminder each time it has been open for another interval, sent with a report that confirms it.
    private bool IsDue(FindingState finding)
    {
        if (finding.Suppression is not null
            || finding.LastSeen != run.Run.AsOf
            || run.Policy.Reminders.DaysOf(finding.Severity) is not { } days)
            return false;

        var every = TimeSpan.FromDays(days);
        var before = run.LastCompleted is { } last && last.AsOf > finding.OpenedAt ? (long)((last.AsOf - finding.OpenedAt) / every) : 0;
        return (long)((run.Run.AsOf - finding.OpenedAt) / every) > before;
    }

    private RoutePlan? RouteOf(AccountState account, Severity severity) =>
        run.Policy.RouteFor(source, account.AccountId, account.Username, severity) is { } route ? byRoute[route] : null;
}
