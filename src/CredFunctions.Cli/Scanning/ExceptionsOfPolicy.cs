using System.Runtime.InteropServices;

using CredFunctions.Accounts;
using CredFunctions.Findings;
using CredFunctions.Policy;
using CredFunctions.Reports;
using CredFunctions.Rules;

namespace CredFunctions.Cli.Scanning;

/// <summary>Which findings of the account that was assessed last fall under an exception of the policy.</summary>
internal sealed class ExceptionsOfPolicy(AssessmentPolicy policy)
{
    private readonly List<Verdict> unexcepted = [];

    /// <summary>Whether the policy has any: without, nothing is looked up.</summary>
    public bool Any { get; } = policy.Exceptions.All.Count > 0;

    /// <summary>The exception that a finding falls under; null when none does.</summary>
    public Suppression? Of(Assessment assessment, Verdict finding)
    {
        if (!Any)
            return null;

        var account = assessment.Account;
        var status = policy.ExceptionFor(
            finding.Rule.Id, account.Id, SecretIdRedaction.UsernameOf(account), assessment.SecretIdMaskOf(finding), assessment.AsOf);
        return status is { IsActive: true, Grant: { Until: { } until } grant } ? new Suppression(until, grant.Reason, grant.Owner) : null;
    }

    /// <summary>The findings under none; valid until the next call.</summary>
    public ReadOnlySpan<Verdict> Unexcepted(Assessment assessment)
    {
        if (!Any)
            return assessment.Findings;

        unexcepted.Clear();
        foreach (var finding in assessment.Findings)
        {
            if (Of(assessment, finding) is null)
                unexcepted.Add(finding);
        }

        return CollectionsMarshal.AsSpan(unexcepted);
    }
}
