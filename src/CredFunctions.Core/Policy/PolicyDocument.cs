using CredFunctions.Rules;

namespace CredFunctions.Policy;

/// <summary>
/// The policy as its file states it, for every source at once. How a source is judged comes from <see cref="For"/> alone, so
/// that no reader of a policy can forget what the file sets for one source.
/// </summary>
public sealed record PolicyDocument : PolicySettings
{
    public PolicyDocument()
    {
    }

    internal PolicyDocument(AssessmentPolicy everySource)
        : base(everySource) => EverySource = everySource;

    public static PolicyDocument Default { get; } = new();

    /// <summary>The entries of <c>sources</c>, in the order of the file.</summary>
    public IReadOnlyList<SourceSettings> Sources { get; init; } = [];

    /// <summary>The exceptions for all sources.</summary>
    public PolicyExceptions Exceptions => EverySource.Exceptions;

    // How a source is judged that no entry matches.
    internal AssessmentPolicy EverySource { get; init; } = AssessmentPolicy.Default;

    /// <summary>The policy of one source: the top level, then every entry that matches, a later one over an earlier.</summary>
    public AssessmentPolicy For(string source)
    {
        var policy = new AssessmentPolicy(this)
        {
            Human = EverySource.Human,
            Machine = EverySource.Machine,
            MachineAccounts = EverySource.MachineAccounts,
            Rules = EverySource.Rules,
            Freshness = EverySource.Freshness,
            Exceptions = EverySource.Exceptions.Of(source),
        };
        return Sources.Where(entry => entry.Source.Matches(source)).Aggregate(policy, (under, entry) => entry.Over(under));
    }

    /// <summary>
    /// The sources whose reports may be overdue: the known ones and, so that one that never came is missed too, those that
    /// <c>freshness</c> or an entry without wildcards expects by name.
    /// </summary>
    public IEnumerable<string> Expected(IReadOnlyCollection<string> known)
    {
        var named = Sources.Where(entry => entry.Source.IsLiteral && !known.Any(entry.Source.Matches))
            .Select(entry => entry.Source.ToString());
        return known.Union(EverySource.Freshness.Sources, StringComparer.Ordinal)
            .Union(named.Where(name => SourceName.IsValid(name)), StringComparer.Ordinal)
            .Where(source => For(source).Freshness.HoursOf(source) is not null);
    }
}

/// <summary>One entry of <c>sources</c>: the settings of the sources that it matches; null where a setting does not change.</summary>
public sealed record SourceSettings
{
    public required NamePattern Source { get; init; }

    /// <summary>Sets some thresholds for people and keeps the others.</summary>
    public Func<Thresholds, Thresholds>? Human { get; init; }

    /// <summary>Sets some thresholds for machines and keeps the others.</summary>
    public Func<Thresholds, Thresholds>? Machine { get; init; }

    public IReadOnlyList<NamePattern>? MachineAccounts { get; init; }
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
