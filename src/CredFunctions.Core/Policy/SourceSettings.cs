using CredFunctions.Rules;

namespace CredFunctions.Policy;

/// <summary>One entry of <c>sources</c>: the settings of the sources that it matches; null where a setting does not change.</summary>
public sealed record SourceSettings
{
    public required NamePattern Source { get; init; }

    /// <summary>Sets some thresholds for people and keeps the others.</summary>
    public Func<Thresholds, Thresholds>? Human { get; init; }

    /// <summary>Sets some thresholds for machines and keeps the others.</summary>
    public Func<Thresholds, Thresholds>? Machine { get; init; }

    public NamePatterns? MachineAccounts { get; init; }

    public RuleSettings? Rules { get; init; }

    public Freshness? Freshness { get; init; }

    /// <summary>The policy with the settings of this entry.</summary>
    public AssessmentPolicy Over(AssessmentPolicy policy) => policy with
    {
        Human = Human?.Invoke(policy.Human) ?? policy.Human,
        Machine = Machine?.Invoke(policy.Machine) ?? policy.Machine,
        MachineAccounts = MachineAccounts ?? policy.MachineAccounts,
        Rules = Rules?.Over(policy.Rules) ?? policy.Rules,
        Freshness = Freshness ?? policy.Freshness,
    };
}
