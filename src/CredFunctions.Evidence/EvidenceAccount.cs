using System.Collections.Frozen;

using CredFunctions.Accounts;
using CredFunctions.Rules;

namespace CredFunctions.Evidence;

/// <summary>An account as one run shows it.</summary>
/// <param name="State">The account after the run.</param>
/// <param name="Presence">Where it stands in the report.</param>
/// <param name="Findings">Open findings, and those that this run resolved, with their status in the run.</param>
/// <param name="Outcomes">The outcome of each check.</param>
/// <param name="AtBounds">The outcome of each <see cref="BoundedCheck"/>, by its bit.</param>
/// <param name="Events">The events that this run notifies: its own, and earlier ones that no completed run has notified.</param>
/// <remarks>With arrays, since every format goes through them, and most are empty.</remarks>
internal sealed record EvidenceAccount(
    AccountState State,
    AccountPresence Presence,
    (FindingState State, FindingStatus Status)[] Findings,
    CheckOutcomes Outcomes,
    CheckOutcomes AtBounds,
    AccountEvent[] Events)
{
    /// <summary>What could not be assessed in this report.</summary>
    public UnassessedRule[] NotAssessed { get; } = Presence is AccountPresence.Seen ? ArrayOf(State.NotAssessed) : [];

    /// <summary>What is due by this report.</summary>
    public DueCheck[] Due { get; } = Presence is AccountPresence.Seen ? ArrayOf(State.Due) : [];

    /// <summary>Whether it has nothing that could differ from one account to the next but its name and what it passed.</summary>
    public bool IsPlain => Findings.Length + NotAssessed.Length + Events.Length == 0 && State.GoneSince is null;

    /// <summary>Null for an account that left before this run, once that was notified.</summary>
    public static EvidenceAccount? Of(AccountState account, RunContext run)
    {
        var isTouched = account.Run == run.Run;
        var events = account.Events.Count == 0 ? [] : ArrayOf(account.EventsToNotify(run));
        if (!account.IsPresent && !isTouched && events.Length == 0)
            return null;

        var outcomes = account.IsPresent && isTouched ? CheckOutcomes.Of(account, run) : default;
        var presence = !account.IsPresent ? AccountPresence.Left : isTouched ? AccountPresence.Seen : AccountPresence.Unseen;
        return new EvidenceAccount(
            account,
            presence,
            account.Findings.Count == 0 ? [] : [.. FindingsOf(account, run, isTouched)],
            outcomes,
            outcomes.At(account.AtBounds),
            events);
    }

    private static T[] ArrayOf<T>(IReadOnlyList<T> list) => list.Count == 0 ? [] : [.. list];

    private static IEnumerable<(FindingState State, FindingStatus Status)> FindingsOf(
        AccountState account, RunContext run, bool isTouched) =>
        account.Findings.Where(finding => finding.IsOpen || (isTouched && finding.ResolvedAt == run.Run.AsOf))
            .Select(finding => (finding, StatusOf(account, finding, run)));

    public static FindingStatus StatusOf(AccountState account, FindingState finding, RunContext run) =>
        !finding.IsOpen ? FindingStatus.Resolved
        : run.IsOff(account, finding.Rule) ? FindingStatus.NotEvaluated
        : finding.Suppression is not null ? FindingStatus.Suppressed
        : FindingStatus.Open;
}

/// <summary>
/// The outcome of each check on an account, a bit each. A check in none of the sets did not apply, or its rule
/// is off.
/// </summary>
/// <param name="Passed">The rule passes.</param>
/// <param name="Failed">It fails, exceptions included.</param>
/// <param name="Excepted">It fails, and the finding is under an exception.</param>
/// <param name="NotAssessed">No verdict could be given.</param>
internal readonly record struct CheckOutcomes(ulong Passed, ulong Failed, ulong Excepted, ulong NotAssessed)
{
    private static readonly FrozenDictionary<(string Rule, Subject Subject), ulong> Bits =
        RuleCatalogue.Checks.ToFrozenDictionary(check => (check.Rule.Id, check.Subject), check => check.Bit);

    /// <summary>The checks of some rules.</summary>
    public static ulong MaskOf(params IEnumerable<Rule> rules) =>
        rules.Aggregate(0UL, (mask, rule) => rule.Subjects.Aggregate(mask, (bits, subject) => bits | BitOf(rule.Id, subject)));

    /// <summary>The checks of some rules at the bound of a control.</summary>
    public static ulong MaskOf(int days, IEnumerable<Rule> rules) =>
        BoundedCheck.All.Where(each => each.Days == days && rules.Contains(each.Check.Rule))
            .Aggregate(0UL, (mask, each) => mask | each.Bit);

    public static CheckOutcomes Of(AccountState account, RunContext run)
    {
        if (account.Findings.Count + account.NotAssessed.Count == 0)
            return new CheckOutcomes(account.Passed, 0, 0, 0);

        var (failed, excepted, notAssessed) = (0UL, 0UL, 0UL);
        foreach (var finding in account.Findings)
        {
            // One that the report could not judge stays open, but it is no verdict of this report.
            if (!finding.IsOpen || finding.LastSeen != run.Run.AsOf || run.IsOff(account, finding.Rule))
                continue;
            var bit = BitOf(finding.Rule, finding.Subject);
            failed |= bit;
            excepted |= finding.Suppression is null ? 0 : bit;
        }

        foreach (var (rule, subject, _) in account.NotAssessed)
            notAssessed |= BitOf(rule, subject);
        return new CheckOutcomes(account.Passed, failed, excepted, notAssessed);
    }

    /// <summary>The outcomes at the bounds of controls, of an account with these outcomes under the policy.</summary>
    public CheckOutcomes At(BoundOutcomes bounds)
    {
        var (applied, passed) = (Passed | Failed | NotAssessed, 0UL);
        foreach (var each in BoundedCheck.All)
            passed |= (applied & each.Check.Bit) != 0 ? each.Bit : 0;
        return new CheckOutcomes(passed & ~bounds.Failed & ~bounds.NotAssessed, bounds.Failed, bounds.Excepted, bounds.NotAssessed);
    }

    private static ulong BitOf(string rule, Subject subject) => Bits.GetValueOrDefault((rule, subject));
}
