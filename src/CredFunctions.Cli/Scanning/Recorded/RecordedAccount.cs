using System.Text;

using CredFunctions.Accounts;
using CredFunctions.Policy;
using CredFunctions.Reports;

namespace CredFunctions.Cli.Scanning.Recorded;

/// <summary>An account of which there is something to tell after a run.</summary>
internal sealed record RecordedAccount
{
    private RecordedAccount(AccountState state) => State = state;

    public AccountState State { get; }

    /// <summary>The open findings, of rules that are evaluated.</summary>
    public required IReadOnlyList<FindingState> Findings { get; init; }

    /// <summary>Those of them under no exception.</summary>
    public required IReadOnlyList<FindingState> Unexcepted { get; init; }

    /// <summary>Open findings of rules that are off: listed, and counted nowhere.</summary>
    public required IReadOnlyList<FindingState> NotEvaluated { get; init; }

    /// <summary>What the run could not say of it.</summary>
    public required IReadOnlyList<UnassessedRule> NotAssessed { get; init; }

    public bool IsFlagged => Findings.Count > 0 || NotEvaluated.Count > 0 || NotAssessed.Count > 0;

    public string ShownName => ShownNameOf(State);

    /// <param name="state">The account.</param>
    /// <param name="run">The run; what an earlier one could not say of an account that this one did not read is not its matter.</param>
    /// <param name="policy">The run's policy.</param>
    public static RecordedAccount Of(AccountState state, RunStamp run, AssessmentPolicy policy)
    {
        var byRule = state.OpenFindings.ToLookup(finding => policy.Rules.IsOff(finding.Rule));
        List<FindingState> findings = [.. byRule[false]];
        return new RecordedAccount(state)
        {
            Findings = findings,
            Unexcepted = findings.Exists(finding => finding.Suppression is not null)
                ? findings.FindAll(finding => finding.Suppression is null) : findings,
            NotEvaluated = [.. byRule[true]],
            NotAssessed = state.Run == run ? state.NotAssessed : [],
        };
    }

    public static string ShownNameOf(AccountState state) => ShownText.Plain(Encoding.UTF8.GetBytes(state.Username));
}
