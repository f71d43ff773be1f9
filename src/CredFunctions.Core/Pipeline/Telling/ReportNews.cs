using CredFunctions.Accounts;
using CredFunctions.Policy;

namespace CredFunctions.Pipeline.Telling;

/// <summary>What a completed report means to the people of every route, gathered while its accounts pass by once.</summary>
public sealed class ReportNews
{
    private readonly RunContext run;
    private readonly string source;
    private readonly Dictionary<Route, RouteNews> byRoute;

    /// <param name="source">The main account.</param>
    /// <param name="run">The run, with what was completed before it.</param>
    public ReportNews(string source, RunContext run)
    {
        this.source = source;
        this.run = run;

        // A baseline is told in one digest.
        var alertLimit = run.IsBaseline ? 0 : run.Policy.ImmediateLimit;
        byRoute = new Dictionary<Route, RouteNews>(ReferenceEqualityComparer.Instance);
        foreach (var route in run.Policy.Routes)
            byRoute[route] = new RouteNews(route, byRoute.Count, alertLimit);
    }

    internal RunContext Run => run;

    internal IReadOnlyCollection<RouteNews> Routes => byRoute.Values;

    public void Add(AccountState account)
    {
        if (byRoute.Count == 0)
            return;

        var events = account.Run == run.Run ? account.Events : [];
        foreach (var finding in account.OpenFindings)
        {
            // A rule that is off leaves its findings as they are, untold.
            if (run.Policy.Rules.IsOff(finding.Rule) || RouteOf(account, finding.Severity) is not { } route)
                continue;
            var isNews = events.Any(happened => happened.Fingerprint == finding.Fingerprint);
            route.AddOpen(account, finding, isNews);
            if (!isNews && account.Run == run.Run && IsDue(finding))
                route.AddReminder(account, finding);
        }

        foreach (var happened in events)
            RouteOf(account, happened.Severity)?.AddEvent(account, happened);
        if (!run.IsBaseline)
            AddAlerts(account, events);
    }

    private static bool IsToldAtOnce(AccountEvent happened) => !happened.IsSuppressed
        && happened.Kind is AccountEventKind.Opened or AccountEventKind.Reopened or AccountEventKind.Raised or AccountEventKind.Changed;

    // Every so many days that it has been open, counted by the reports that confirm it.
    private bool IsDue(FindingState finding)
    {
        if (finding.Suppression is not null || finding.LastSeen != run.Run.AsOf || run.Policy.Reminders.DaysOf(finding.Severity) is not { } days)
            return false;

        var every = TimeSpan.FromDays(days);
        var before = run.LastCompleted is { } last && last.AsOf > finding.OpenedAt ? (long)((last.AsOf - finding.OpenedAt) / every) : 0;
        return (long)((run.Run.AsOf - finding.OpenedAt) / every) > before;
    }

    private void AddAlerts(AccountState account, IReadOnlyList<AccountEvent> events)
    {
        if (!events.Any(happened => happened.Severity >= run.Policy.ImmediateSeverity && IsToldAtOnce(happened)))
            return;

        var immediate = events.Where(happened => happened.Severity >= run.Policy.ImmediateSeverity && IsToldAtOnce(happened));
        foreach (var some in immediate.GroupBy(happened => (Route: RouteOf(account, happened.Severity), happened.Run)))
            some.Key.Route?.AddAlert(account, some.Key.Run, [.. some]);
    }

    private RouteNews? RouteOf(AccountState account, Findings.Severity severity) =>
        run.Policy.RouteFor(source, account.AccountId, account.Username, severity) is { } route ? byRoute[route] : null;
}
