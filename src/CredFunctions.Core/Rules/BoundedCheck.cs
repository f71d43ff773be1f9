using System.Collections.Immutable;

namespace CredFunctions.Rules;

/// <summary>A check at the bound of a control, whatever the threshold of the policy.</summary>
/// <param name="Days">The bound.</param>
/// <param name="Bit">The check in a set of them. Sets are compared within one run only, so a bit may get another meaning.</param>
public sealed record BoundedCheck(Check Check, int Days, ulong Bit)
{
    /// <summary>Every rule with a threshold, at every number of days that one of its controls names.</summary>
    public static ImmutableArray<BoundedCheck> All { get; } =
    [
        .. RuleCatalogue.All.Where(rule => Thresholds.Of(rule) is not null)
            .SelectMany(rule => rule.Controls.Select(mapping => mapping.Control.Bound.Days).OfType<int>().Distinct().Order()
                .SelectMany(days => RuleCatalogue.Checks.Where(check => check.Rule == rule).Select(check => (check, days))))
            .Select((each, index) => new BoundedCheck(each.check, each.days, 1UL << index)),
    ];

    internal Thresholds Limits { get; } = Thresholds.Of(Check.Rule)!.Set(Thresholds.Default, Days);
}

/// <summary>The outcomes of the checks at the bounds of controls, a <see cref="BoundedCheck.Bit"/> each.</summary>
/// <param name="Failed">The rule fails, exceptions included.</param>
/// <param name="Excepted">It fails, and an exception covers what it would find.</param>
/// <param name="NotAssessed">No verdict could be given.</param>
/// <remarks>Whether a rule applies depends on no threshold, so a check in none of the sets passes where it has a verdict at all.</remarks>
public readonly record struct BoundOutcomes(ulong Failed, ulong Excepted, ulong NotAssessed);
