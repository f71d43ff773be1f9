using CredFunctions.Policy;
using CredFunctions.Rules;

namespace CredFunctions.Evidence;

/// <summary>
/// Every control that a rule speaks to, at its own bound and beside that at the policy's: published mappings first, then ours.
/// </summary>
internal sealed class ControlMatrix(AssessmentPolicy policy)
{
    public ControlTally[] Tallies { get; } =
    [
        .. RuleCatalogue.All
            .Where(rule => policy.Roster is not null || !rule.NeedsRoster)
            .SelectMany(rule => rule.Controls.Select(mapping => (rule, mapping)))
            .GroupBy(each => (each.mapping.Control, each.mapping.Source))
            .OrderBy(control => control.Key.Source)
            .ThenBy(control => control.Key.Control.Framework, StringComparer.Ordinal)
            .ThenBy(control => control.Key.Control.Version, StringComparer.Ordinal)
            .ThenBy(control => control.Key.Control.Clause, StringComparer.Ordinal)
            .SelectMany(control => TalliesOf(control.Key.Control, control.Key.Source, [.. control], policy)),
    ];

    public void Add(EvidenceAccount account)
    {
        if (account.Presence is not AccountPresence.Seen)
            return;
        foreach (var tally in Tallies)
            tally.Add(account);
    }

    private static IEnumerable<ControlTally> TalliesOf(
        Control control, ControlSource source, (Rule Rule, ControlMapping Mapping)[] mapped, AssessmentPolicy policy)
    {
        yield return new ControlTally(control, source, mapped, evaluatedAt: null);
        if (control.Bound.Days is not { } days)
            yield break;

        var thresholds = mapped.Select(each => Thresholds.Of(each.Rule)).OfType<Threshold>()
            .SelectMany(threshold => (int[])[threshold.Get(policy.Human), threshold.Get(policy.Machine)])
            .Distinct().Order().ToList();
        if (thresholds is not [var only] || only != days)
            yield return new ControlTally(control, source, mapped, string.Join('/', thresholds));
    }
}

/// <summary>What the rules that speak to one control came to. Every account of the report is counted once.</summary>
/// <param name="evaluatedAt">The policy's thresholds in days; null where the rules are evaluated at the bound of the control.</param>
internal sealed class ControlTally(
    Control control, ControlSource source, IReadOnlyList<(Rule Rule, ControlMapping Mapping)> mapped, string? evaluatedAt)
{
    private readonly bool isAtBound = evaluatedAt is null && control.Bound.Days is not null;
    private readonly ulong checks = evaluatedAt is null && control.Bound.Days is { } days
        ? CheckOutcomes.MaskOf(days, mapped.Select(each => each.Rule))
        : CheckOutcomes.MaskOf(mapped.Select(each => each.Rule));

    public Control Control => control;

    public ControlSource Source => source;

    public IReadOnlyList<Rule> Rules { get; } = [.. mapped.Select(each => each.Rule)];

    /// <summary>Whether every rule checks all that the clause asks of an account.</summary>
    public bool IsExact => mapped.All(each => each.Mapping.IsExact);

    /// <summary>What the rules were held against.</summary>
    public string EvaluatedAt => evaluatedAt is not null ? $"policy: {evaluatedAt} days"
        : isAtBound ? $"control: {control.Bound}"
        : control.Bound == ControlBound.OfPolicy ? "policy"
        : "state";

    /// <summary>Why the figures do not speak to the control; null where they do.</summary>
    public string? Reservation => evaluatedAt is null ? null : $"not assessed: threshold {evaluatedAt}, control {control.Bound.Days}";

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

    public void Add(EvidenceAccount account)
    {
        var outcomes = isAtBound ? account.AtBounds : account.Outcomes;
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
