using System.Text;

using CredFunctions.Accounts;
using CredFunctions.Evidence;
using CredFunctions.Findings;
using CredFunctions.Pipeline;
using CredFunctions.Policy;
using CredFunctions.Reports;
using CredFunctions.Rules;

namespace CredFunctions.Cli.Scanning;

/// <summary>
/// An account that has something to show. Its state, with fingerprints and messages, is made only when an output asks for it:
/// the table shows a few accounts of a million.
/// </summary>
internal sealed class ScannedAccount
{
    private readonly Assessment? assessment;
    private readonly SingleReport? report;
    private AccountState? state;

    private ScannedAccount(RunContext run, AccountState? state, Assessment? assessment, SingleReport? report) =>
        (Run, this.state, this.assessment, this.report) = (run, state, assessment, report);

    /// <summary>The run that shows it.</summary>
    public RunContext Run { get; }

    /// <summary>The part of it that is shown.</summary>
    private ShownPart Part { get; init; } = new();

    /// <summary>The open findings of rules that are evaluated.</summary>
    public required IReadOnlyList<FindingOutline> Findings { get; init; }

    /// <summary>How many findings stay open of rules that are not evaluated for it, though no rule of them is switched off.</summary>
    public int NotEvaluated { get; private init; }

    /// <summary>The rules that were not assessed, once for each subject.</summary>
    public required IReadOnlyList<string> NotAssessed { get; init; }

    /// <summary>Whether it has an open finding or a rule that was not assessed, and not only what is due.</summary>
    public required bool IsListed { get; init; }

    /// <summary>What it passes and will fail, the first one first.</summary>
    public required IReadOnlyList<DueCheck> Due { get; init; }

    public string AccountId => state?.AccountId ?? assessment!.Account.Id;

    public string Username => state?.Username ?? assessment!.Username;

    /// <summary>Of an account that was just assessed, the first call must come before the next account is read.</summary>
    public AccountState State => state ??= Part.Of(report!.StateOf(assessment!), Run.Policy);

    /// <summary>The open findings of rules that are evaluated, as the state has them.</summary>
    public IEnumerable<FindingState> FindingStates => State.OpenFindings.Where(finding => !Run.IsOff(State, finding.Rule));

    /// <summary>The checks that its run could not assess.</summary>
    public IReadOnlyList<UnassessedRule> UnassessedRules => UnassessedOf(State, Run);

    /// <summary>The exception under which a check that is due will fail; null for none.</summary>
    /// <remarks>The user name is made only where an exception may match.</remarks>
    public ExceptionGrant? ExceptionOf(DueCheck check) => Run.Policy.Exceptions.HasFor(check.Rule)
        ? DueList.ExceptionOf(check, AccountId, Username, Run.Policy)
        : null;

    public string ShownName => ShownNameOf(State);

    public static string ShownNameOf(AccountState account) => ShownText.Plain(Encoding.UTF8.GetBytes(account.Username));

    /// <summary>The account that was assessed last; null where it has nothing to show.</summary>
    public static ScannedAccount? Of(Assessment assessment, SingleReport report)
    {
        var isListed = !assessment.Findings.IsEmpty || !assessment.NotAssessed.IsEmpty;
        if (!isListed && assessment.Due.Count == 0)
            return null;

        return new ScannedAccount(report.Run, state: null, assessment, report)
        {
            Findings = assessment.FindingOutlines,
            NotAssessed = assessment.NotAssessedRules,
            IsListed = isListed,
            Due = assessment.Due,
        };
    }

    /// <summary>An account as a run recorded it; null where it has nothing to show.</summary>
    public static ScannedAccount? Of(AccountState state, RunContext run) =>
        Recorded(state, run) is var account && (account.IsListed || account.Due.Count > 0) ? account : null;

    /// <summary>The same, whether it has something to show or not.</summary>
    public static ScannedAccount Recorded(AccountState state, RunContext run)
    {
        var notAssessed = UnassessedOf(state, run);
        var findings = new List<FindingOutline>();
        var notEvaluated = 0;
        foreach (var finding in state.OpenFindings)
        {
            if (!run.IsOff(state, finding.Rule))
                findings.Add(new FindingOutline(finding.Rule, finding.Severity, finding.Suppression is not null));
            else if (!run.Policy.Rules.IsOff(finding.Rule))
                notEvaluated++;
        }

        return new ScannedAccount(run, state, assessment: null, report: null)
        {
            Findings = findings,
            NotEvaluated = notEvaluated,
            NotAssessed = [.. notAssessed.Select(rule => rule.Rule)],
            IsListed = notAssessed.Count > 0 || state.HasOpenFindings,
            Due = state.DueIn(run),
        };
    }

    /// <summary>The part of it that is shown; null where nothing is left.</summary>
    public ScannedAccount? Within(ShownPart part)
    {
        // The name of an account that was just assessed is made only where it is compared.
        if (!part.Account.MatchesEverything && !part.Has(AccountId, Username))
            return null;
        if (!part.IsOfFindings)
            return this;
        if (state is not null)
            return Of(part.Of(state, Run.Policy), Run);

        IReadOnlyList<FindingOutline> findings = [.. Findings.Where(finding => part.Has(finding.Rule, finding.Severity))];
        IReadOnlyList<string> notAssessed = [.. NotAssessed.Where(rule => part.Has(rule, AccountId, Username, Run.Policy))];
        IReadOnlyList<DueCheck> due = [.. Due.Where(check => part.Has(check.Rule, AccountId, Username, Run.Policy))];
        var isListed = findings.Count + notAssessed.Count > 0;
        return isListed || due.Count > 0 ? Copy(findings, notAssessed, isListed, due, part) : null;
    }

    /// <summary>What is due of it, and everything else.</summary>
    public (ScannedAccount Due, ScannedAccount Listed) SplitDue() =>
        (Copy([], [], isListed: false, Due, Part), Copy(Findings, NotAssessed, IsListed, [], Part));

    // What an earlier run could not assess is no part of this one.
    private static IReadOnlyList<UnassessedRule> UnassessedOf(AccountState state, RunContext run) =>
        state.Run == run.Run ? state.NotAssessed : [];

    private ScannedAccount Copy(
        IReadOnlyList<FindingOutline> findings, IReadOnlyList<string> notAssessed, bool isListed, IReadOnlyList<DueCheck> due,
        ShownPart part) => new(Run, state, assessment, report)
        {
            Findings = findings,
            NotAssessed = notAssessed,
            IsListed = isListed,
            Due = due,
            Part = part,
        };
}
