using CredFunctions.Rules;

namespace CredFunctions.Evidence;

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
        if (account.Presence is not AccountPresence.Seen)
            return;
        foreach (var tally in Tallies)
            tally.Add(account.Outcomes);
    }
}

/// <summary>What the rules that speak to one control came to. Every account of the report is counted once.</summary>
internal sealed class ControlTally(Control control, IReadOnlyList<Rule> rules)
{
    private readonly ulong checks = CheckOutcomes.MaskOf(rules);

    public Control Control => control;

    public IReadOnlyList<Rule> Rules => rules;

    public long Accounts { get; private set; }

    /// <summary>A rule fails, and no exception covers it.</summary>
    public long Failed { get; private set; }

    /// <summary>All that fails is under an exception.</summary>
    public long Excepted { get; private set; }

    /// <summary>Nothing fails, and some verdict could not be given.</summary>
    public long NotAssessed { get; private set; }

    /// <summary>Every rule that applies passes.</summary>
    public long Passed { get; private set; }

    /// <summary>Accounts that got a verdict. The rest was not assessed, or no rule applies.</summary>
    public long Assessed => Failed + Excepted + Passed;

    public void Add(CheckOutcomes outcomes)
    {
        Accounts++;
        if ((outcomes.Failed & ~outcomes.Excepted & checks) != 0)
            Failed++;
        else if ((outcomes.Failed & checks) != 0)
            Excepted++;
        else if ((outcomes.NotAssessed & checks) != 0)
            NotAssessed++;
        else if ((outcomes.Passed & checks) != 0)
            Passed++;
    }
}
