using CredFunctions.Rules;

namespace CredFunctions.Evidence.Controls;

/// <summary>What the rules that speak to one control came to. Every account of the report is counted once.</summary>
/// <param name="control">The control.</param>
/// <param name="rules">The rules that speak to it.</param>
internal sealed class ControlTally(Control control, IReadOnlyList<Rule> rules)
{
    private readonly ulong checks = rules.Aggregate(0UL, (mask, rule) => mask | CheckOutcomes.MaskOf(rule));

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
