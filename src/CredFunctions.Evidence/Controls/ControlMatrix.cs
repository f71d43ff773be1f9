using CredFunctions.Rules;

namespace CredFunctions.Evidence.Controls;

/// <summary>Every control that a rule speaks to: published mappings first, then ours.</summary>
internal sealed class ControlMatrix
{
    public IReadOnlyList<ControlTally> Tallies { get; } =
    [
        .. RuleCatalogue.All
            .SelectMany(rule => rule.Controls.Select(control => (rule, control)))
            .GroupBy(each => each.control, each => each.rule)
            .Select(control => new ControlTally(control.Key, [.. control]))
            .OrderBy(tally => tally.Control.Source)
            .ThenBy(tally => tally.Control.Standard, StringComparer.Ordinal)
            .ThenBy(tally => tally.Control.Id, StringComparer.Ordinal),
    ];

    public void Add(EvidenceAccount account)
    {
        if (!account.IsInReport)
            return;
        foreach (var tally in Tallies)
            tally.Add(account.Outcomes);
    }
}
