using CredFunctions.Accounts;
using CredFunctions.Policy;
using CredFunctions.Rules;

namespace CredFunctions.Evidence;

/// <summary>A finding with what the run's policy makes of it.</summary>
/// <param name="State">The finding.</param>
/// <param name="Status">Its status in the run.</param>
/// <param name="Rule">Its rule; null where the catalogue no longer has it.</param>
/// <param name="Grant">The exception that it falls under; null for none.</param>
internal sealed record EvidenceFinding(FindingState State, FindingStatus Status, Rule? Rule, ExceptionGrant? Grant)
{
    public static EvidenceFinding Of(AccountState account, FindingState finding, RunContext run)
    {
        var status = StatusOf(finding, run);
        var grant = status is FindingStatus.Suppressed
            ? run.Policy.ExceptionFor(finding.Rule, account.AccountId, account.Username, finding.SecretIdMask, run.Run.AsOf).Grant
            : null;
        return new EvidenceFinding(finding, status, RuleCatalogue.Find(finding.Rule), grant);
    }

    public static FindingStatus StatusOf(FindingState finding, RunContext run) =>
        !finding.IsOpen ? FindingStatus.Resolved
        : run.Policy.Rules.IsOff(finding.Rule) ? FindingStatus.NotEvaluated
        : finding.Suppression is not null ? FindingStatus.Suppressed
        : FindingStatus.Open;
}
