using CredFunctions.Policy;

namespace CredFunctions.Evidence.Page.Tallies;

/// <summary>How many open findings are under each exception of the policy.</summary>
internal sealed class ExceptionTally
{
    private readonly Dictionary<ExceptionGrant, long> findings = new(ReferenceEqualityComparer.Instance);

    /// <summary>Findings under an exception that the policy does not have any more, on accounts that the report does not show.</summary>
    public long OfFormerPolicy { get; private set; }

    public long this[ExceptionGrant grant] => findings.GetValueOrDefault(grant);

    public void Add(EvidenceFinding finding)
    {
        if (finding.Status is not FindingStatus.Suppressed)
            return;
        if (finding.Grant is { } grant)
            findings[grant] = findings.GetValueOrDefault(grant) + 1;
        else
            OfFormerPolicy++;
    }
}
