using System.Collections.Concurrent;
using System.Collections.Frozen;

namespace CredFunctions.Policy;

/// <summary>The exceptions of a policy, found by rule.</summary>
public sealed class ExceptionGrants
{
    private readonly FrozenDictionary<string, ExceptionGrant[]> byRule;
    private readonly ConcurrentDictionary<string, ExceptionGrants> bySource = new(StringComparer.Ordinal);

    public ExceptionGrants(params IEnumerable<ExceptionGrant> grants)
    {
        All = [.. grants];

        // Of several that match, the one that lasts longest counts; those without a last day come last.
        byRule = All
            .GroupBy(grant => grant.Rule, StringComparer.Ordinal)
            .ToFrozenDictionary(rule =>
                rule.Key, rule => rule.OrderBy(grant => grant.IsMalformed).ThenByDescending(grant => grant.Until).ToArray());
    }

    public static ExceptionGrants None { get; } = new();

    /// <summary>
    /// In the order of the file. One that names no known rule or no account is not among them: it can match nothing, and the
    /// reading of the policy warns of it.
    /// </summary>
    public IReadOnlyList<ExceptionGrant> All { get; }

    /// <summary>Those that are for a source.</summary>
    public ExceptionGrants Of(string source) => All.All(grant => grant.Source is null)
        ? this
        : bySource.GetOrAdd(source, name => new ExceptionGrants(All.Where(grant => grant.Source?.Matches(name) ?? true)));

    /// <summary>Whether an exception covers a finding on a day.</summary>
    public ExceptionStatus For(string ruleId, string accountId, string username, string? secretIdMask, DateOnly day)
    {
        if (!byRule.TryGetValue(ruleId, out var grants))
            return ExceptionStatus.None;

        var longest = Array.Find(grants, grant => grant.IsFor(accountId, username, secretIdMask));
        if (longest is null)
            return ExceptionStatus.None;
        return new ExceptionStatus(longest.IsActiveOn(day) ? ExceptionState.Active : ExceptionState.Expired, longest);
    }
}
