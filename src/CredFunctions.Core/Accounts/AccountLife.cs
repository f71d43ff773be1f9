using System.Collections.ObjectModel;

using CredFunctions.Reports;

namespace CredFunctions.Accounts;

/// <summary>
/// The life of an account and its findings: a state and the verdicts of a run on the account give the next state with the events
/// in between. Pure, so that applying the same run again, after whatever crash, gives the same row. A run is applied to the
/// state as it is, whatever the order of their as-ofs: the lane decides which run is next.
/// </summary>
public static class AccountLife
{
    /// <summary>Applies a run to an account that its report has.</summary>
    /// <param name="before">The stored state; null where the account was never seen.</param>
    public static AccountState Apply(AccountState? before, AssessedAccount now, RunContext run)
    {
        if (before is not null && before.Run == run.Run)
            return before;

        var life = new FindingLife(before, now, run, ChangesOf(before, now, run));
        life.Live();
        return new AccountState
        {
            AccountId = now.AccountId,
            Username = now.Username,
            UserType = now.UserType,
            Profile = now.Profile,
            Run = run.Run,
            Snapshot = now.Snapshot.After(before is { IsPresent: true } ? before.Snapshot : null, run),
            SnapshotAsOf = run.Run.AsOf,
            Findings = life.States,
            NotAssessed = now.NotAssessed,
            Passed = now.Passed,
            AtBounds = now.AtBounds,
            Due = now.Due,
            Events = life.Events,
            EventsSince = SinceOf(life.Events, run),
            PastOpenings = PastOpenings(before, life.States),
        };
    }

    /// <summary>Applies a run to an account that is missing from its report. Only for a report that was read and recorded whole.</summary>
    public static AccountState Depart(AccountState before, RunContext run)
    {
        if (!before.IsPresent || before.Run == run.Run)
            return before;

        // A source's first report has no changes, whatever incomplete runs recorded before.
        IEnumerable<AccountEvent> removed = run.IsBaseline
            ? []
            : [AccountComparison.Event(AccountChange.Removed, run, "The account is gone.")];
        var resolved = before.OpenFindings.Where(finding => !run.IsOff(before, finding.Rule))
            .Select(finding => FindingLife.Event(AccountEventKind.Resolved, finding, run));
        return (before with
        {
            Run = run.Run,
            GoneSince = run.Run.AsOf,
            NotAssessed = [],
            Passed = 0,
            AtBounds = default,
            Due = [],
            Findings = [.. before.Findings.Select(finding => finding.IsOpen ? FindingLife.Resolved(finding, run) : finding)],
        }).With([.. before.PendingEvents(run), .. removed, .. resolved], run);
    }

    /// <summary>Completes an account that the run's report does not have: it left, unless rows could not be read.</summary>
    public static AccountState Missing(AccountState before, RunContext run) =>
        before.IsPresent && !run.HasUnreadableRows ? Depart(before, run) : Untouched(before, run);

    /// <summary>
    /// Prepares an account that a run has not touched for its completion, which notifies what is pending: keeps back what is of
    /// rules that are off, and adds what was kept back and is not any more.
    /// </summary>
    public static AccountState Untouched(AccountState before, RunContext run)
    {
        var pending = before.PendingEvents(run);
        if (!pending.Any(each => before.IsOff(each, run)) && !before.Findings.Any(finding => finding.Unnotified is not null))
            return before;

        var late = new List<AccountEvent>();
        var findings = before.Findings.Select(Next).ToList();
        return late.Count == 0 && findings.SequenceEqual(before.Findings)
            ? before
            : (before with { Findings = findings }).With([.. pending, .. late], run);

        FindingState Next(FindingState finding)
        {
            if (run.IsOff(before, finding.Rule))
                return FindingLife.KeptBack(finding, pending);
            if (finding.Unnotified is not { } kind || finding.Suppression is not null)
                return finding;
            if (!pending.Any(each => each.Kind == kind && each.StillHolds(finding)))
                late.Add(FindingLife.Event(kind, finding, run) with { IsLate = true });
            return finding with { Unnotified = null };
        }
    }

    /// <summary>
    /// Forgets an account whose source has no report any more, since its only one was withdrawn: nothing stays but how often
    /// each finding opened, from which a later opening goes on counting.
    /// </summary>
    public static AccountState Forget(AccountState before, RunStamp run)
    {
        if (before.Run == run)
            return before;

        var openings = new Dictionary<string, int>(before.PastOpenings, StringComparer.Ordinal);
        foreach (var finding in before.Findings)
            openings[finding.Fingerprint] = finding.Openings;
        return new AccountState
        {
            AccountId = before.AccountId,
            Username = "",
            UserType = default(Cell<UserType>).Name(),
            Profile = Profile.Human,
            Run = run,
            Snapshot = new AccountSnapshot(),
            SnapshotAsOf = run.AsOf,
            GoneSince = run.AsOf,
            PastOpenings = openings,
        };
    }

    private static AccountState With(this AccountState account, IReadOnlyList<AccountEvent> events, RunContext run) =>
        account with { Events = events, EventsSince = SinceOf(events, run) };

    private static RunStamp? SinceOf(IReadOnlyList<AccountEvent> events, RunContext run) =>
        events.Count == 0 ? null : run.LastCompleted;

    // A finding that is there counts its openings itself.
    private static IReadOnlyDictionary<string, int> PastOpenings(AccountState? before, IReadOnlyList<FindingState> findings) =>
        before is null or { PastOpenings.Count: 0 }
            ? ReadOnlyDictionary<string, int>.Empty
            : before.PastOpenings.Where(past => !findings.Any(finding => finding.Fingerprint == past.Key))
                .ToDictionary(past => past.Key, past => past.Value, StringComparer.Ordinal);

    private static IEnumerable<AccountEvent> ChangesOf(AccountState? before, AssessedAccount now, RunContext run)
    {
        if (run.IsBaseline)
            return [];
        if (before is { IsPresent: true })
            return new AccountComparison(before.Snapshot, now, run).Between();
        return run.PreviousHadUnreadableRows ? [] : [AccountComparison.Event(AccountChange.Created, run, "The account is new.")];
    }
}
