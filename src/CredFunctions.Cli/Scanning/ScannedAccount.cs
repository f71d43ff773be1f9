using System.Text;

using CredFunctions.Accounts;
using CredFunctions.Findings;
using CredFunctions.Pipeline;
using CredFunctions.Reports;

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

    /// <summary>The open findings of rules that are evaluated.</summary>
    public required IReadOnlyList<FindingOutline> Findings { get; init; }

    /// <summary>The rules that were not assessed, once for each subject.</summary>
    public required IReadOnlyList<string> NotAssessed { get; init; }

    /// <summary>Of an account that was just assessed, the first call must come before the next account is read.</summary>
    public AccountState State => state ??= report!.StateOf(assessment!);

    /// <summary>The open findings of rules that are evaluated, as the state has them.</summary>
    public IEnumerable<FindingState> FindingStates => State.OpenFindings.Where(finding => !Run.IsOff(State, finding.Rule));

    public string ShownName => ShownNameOf(State);

    public static string ShownNameOf(AccountState account) => ShownText.Plain(Encoding.UTF8.GetBytes(account.Username));

    /// <summary>The account that was assessed last; null where it has nothing to show.</summary>
    public static ScannedAccount? Of(Assessment assessment, SingleReport report) =>
        assessment.Findings.IsEmpty && assessment.NotAssessed.IsEmpty
            ? null
            : new ScannedAccount(report.Run, state: null, assessment, report)
            {
                Findings = assessment.FindingOutlines,
                NotAssessed = assessment.NotAssessedRules,
            };

    /// <summary>An account as a run recorded it; null where it has nothing to show.</summary>
    public static ScannedAccount? Of(AccountState state, RunContext run)
    {
        // What an earlier run could not assess is no part of this one.
        IReadOnlyList<UnassessedRule> notAssessed = state.Run == run.Run ? state.NotAssessed : [];
        if (notAssessed.Count == 0 && !state.HasOpenFindings)
            return null;

        return new ScannedAccount(run, state, assessment: null, report: null)
        {
            Findings =
            [
                .. state.OpenFindings.Where(finding => !run.IsOff(state, finding.Rule))
                    .Select(finding => new FindingOutline(finding.Rule, finding.Severity, finding.Suppression is not null)),
            ],
            NotAssessed = [.. notAssessed.Select(rule => rule.Rule)],
        };
    }
}
