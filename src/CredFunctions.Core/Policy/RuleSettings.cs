using System.Collections.Frozen;

using CredFunctions.Rules;

namespace CredFunctions.Policy;

/// <summary>The rules that a policy switches off, and those it gives another severity.</summary>
/// <param name="off">Ids of rules that are not evaluated.</param>
/// <param name="severities">The severity of every finding of a rule, by the rule's id.</param>
public sealed class RuleSettings(IEnumerable<string> off, IEnumerable<KeyValuePair<string, Severity>> severities)
{
    private readonly FrozenSet<string> off = off.ToFrozenSet(StringComparer.Ordinal);
    private readonly FrozenDictionary<string, Severity> severities = severities.ToFrozenDictionary(StringComparer.Ordinal);

    public static RuleSettings None { get; } = new([], []);

    /// <summary>The rules that are not evaluated, in the order of the catalogue.</summary>
    public IReadOnlyList<Rule> Off => [.. RuleCatalogue.All.Where(IsOff)];

    public bool IsOff(Rule rule) => IsOff(rule.Id);

    public bool IsOff(string ruleId) => off.Contains(ruleId);

    /// <summary>The severity that replaces the rule's own, both levels of it; null when it keeps them.</summary>
    public Severity? SeverityOf(Rule rule) => severities.TryGetValue(rule.Id, out var severity) ? severity : null;

    /// <summary>These settings, and the other ones of the rules that these do not name.</summary>
    public RuleSettings Over(RuleSettings under) => new(
        [.. under.off.Where(id => !severities.ContainsKey(id)), .. off],
        [.. under.severities.Where(rule => !off.Contains(rule.Key) && !severities.ContainsKey(rule.Key)), .. severities]);
}
