using CredFunctions.Rules;

namespace CredFunctions.Evidence.Page.Tallies;

/// <summary>The result of one rule.</summary>
internal sealed class RuleTally(Rule rule)
{
    private readonly ulong checks = CheckOutcomes.MaskOf(rule);

    public Rule Rule => rule;

    /// <summary>Open findings, those under an exception too.</summary>
    public long Open { get; private set; }

    public long Suppressed { get; private set; }

    public long Resolved { get; private set; }

    /// <summary>Accounts with an open finding; one with two keys counts once.</summary>
    public long Accounts { get; private set; }

    /// <summary>Accounts that pass every check of the rule that applies.</summary>
    public long Passed { get; private set; }

    /// <summary>The worst severity of an open finding.</summary>
    public Severity Worst { get; private set; }

    public ReasonTally NotAssessed { get; } = new();

    public void Add(EvidenceAccount account)
    {
        var outcomes = account.Outcomes;
        Passed += (outcomes.Passed & checks) != 0 && ((outcomes.Failed | outcomes.NotAssessed) & checks) == 0 ? 1 : 0;
    }

    public void Add(EvidenceFinding finding, bool isFirstOfAccount)
    {
        if (finding.Status is FindingStatus.Resolved)
        {
            Resolved++;
            return;
        }

        Open++;
        Suppressed += finding.Status is FindingStatus.Suppressed ? 1 : 0;
        Accounts += isFirstOfAccount ? 1 : 0;
        Worst = finding.State.Severity > Worst ? finding.State.Severity : Worst;
    }
}
