using System.Text;

using CredFunctions.Accounts;
using CredFunctions.Findings;
using CredFunctions.Pipeline;
using CredFunctions.Policy;
using CredFunctions.Reports;

namespace CredFunctions.Cli.Scanning;

/// <summary>
/// An account that has something to show. Its state, with fingerprints and messages, is made only when an output asks for it:
/// the table shows a few accounts of a million.
/// </summary>
internal sealed class ScannedAccount
{
    private readonly AssessmentPolicy policy;
    private readonly Lazy<AccountState> state;

    private ScannedAccount(AssessmentPolicy policy, Func<AccountState> makeState)
    {
        this.policy = policy;
        state = new Lazy<AccountState>(makeState, LazyThreadSafetyMode.None);
    }

    /// <summary>The open findings of rules that are evaluated.</summary>
    public required IReadOnlyList<(string Rule, Severity Severity, bool IsSuppressed)> Findings { get; init; }

    /// <summary>The rules that were not assessed, once for each subject.</summary>
    public required IReadOnlyList<string> NotAssessed { get; init; }

    /// <summary>Of an account that was just assessed, the first call must come before the next account is read.</summary>
    public AccountState State => state.Value;

    /// <summary>The open findings of rules that are evaluated, as the state has them.</summary>
    public IEnumerable<FindingState> FindingStates => State.OpenFindings.Where(finding => !policy.Rules.IsOff(finding.Rule));

    public string ShownName => ShownNameOf(State);

    public void AddTo(Totals totals)
    {
        foreach (var (_, severity, isSuppressed) in Findings)
            totals.AddFinding(severity, isSuppressed);
        totals.AddAccount(Findings.Count > 0, NotAssessed.Count);
    }

    public static string ShownNameOf(AccountState account) => ShownText.Plain(Encoding.UTF8.GetBytes(account.Username));

    /// <summary>The account that was assessed last; null where it has nothing to show.</summary>
    public static ScannedAccount? Of(Assessment assessment, SingleReport report)
    {
        if (assessment.Findings.IsEmpty && assessment.NotAssessed.IsEmpty)
            return null;

        var policy = report.Run.Policy;
        var findings = new (string Rule, Severity Severity, bool IsSuppressed)[assessment.Findings.Length];
        for (var index = 0; index < findings.Length; index++)
        {
            var finding = assessment.Findings[index];
            findings[index] = (finding.Rule.Id, finding.Severity, IsSuppressed(assessment, finding, policy));
        }

        var notAssessed = new string[assessment.NotAssessed.Length];
        for (var index = 0; index < notAssessed.Length; index++)
            notAssessed[index] = assessment.NotAssessed[index].Rule.Id;

        return new ScannedAccount(policy, () => report.StateOf(assessment)) { Findings = findings, NotAssessed = notAssessed };
    }

    /// <summary>An account as a run recorded it; null where it has nothing to show.</summary>
    public static ScannedAccount? Of(AccountState state, RunContext run)
    {
        // What an earlier run could not assess is no part of this one.
        IReadOnlyList<UnassessedRule> notAssessed = state.Run == run.Run ? state.NotAssessed : [];
        if (notAssessed.Count == 0 && !state.OpenFindings.Any())
            return null;

        var account = new ScannedAccount(run.Policy, () => state)
        {
            Findings =
            [
                .. state.OpenFindings.Where(finding => !run.Policy.Rules.IsOff(finding.Rule))
                    .Select(finding => (finding.Rule, finding.Severity, finding.Suppression is not null)),
            ],
            NotAssessed = [.. notAssessed.Select(rule => rule.Rule)],
        };
        return account;
    }

    private static bool IsSuppressed(Assessment assessment, Rules.Verdict finding, AssessmentPolicy policy) =>
        policy.Exceptions.All.Count > 0
        && policy.ExceptionFor(
            finding.Rule.Id, assessment.Account.Id, AssessedAccounts.UsernameOf(assessment.Account),
            assessment.SecretIdMaskOf(finding), assessment.AsOf).IsActive;
}
