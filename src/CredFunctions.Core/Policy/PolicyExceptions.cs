using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;

namespace CredFunctions.Policy;

/// <summary>The exceptions of a policy, found by rule.</summary>
public sealed class PolicyExceptions
{
    private readonly FrozenDictionary<string, ExceptionGrant[]> byRule;
    private readonly ConcurrentDictionary<string, PolicyExceptions> bySource = new(StringComparer.Ordinal);

    public PolicyExceptions(params IEnumerable<ExceptionGrant> grants)
    {
        All = [.. grants];

        // Of several that match, the one that lasts longest counts; those without a last day come last.
        byRule = All
            .GroupBy(grant => grant.Rule, StringComparer.Ordinal)
            .ToFrozenDictionary(rule =>
                rule.Key, rule => rule.OrderBy(grant => grant.IsMalformed).ThenByDescending(grant => grant.Until).ToArray());
    }

    public static PolicyExceptions None { get; } = new();

    /// <summary>
    /// In the order of the file. One that names no known rule or no account is not among them: it can match nothing, and the
    /// reading of the policy warns of it.
    /// </summary>
    public IReadOnlyList<ExceptionGrant> All { get; }

    /// <summary>Those that are for a source.</summary>
    public PolicyExceptions Of(string source) => All.All(grant => grant.Source is null)
        ? this
        : bySource.GetOrAdd(source, name => new PolicyExceptions(All.Where(grant => grant.Source?.Matches(name) ?? true)));

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

/// <summary>One exception: which accounts may break a rule, why, who is responsible, and until when.</summary>
public sealed record ExceptionGrant
{
    /// <summary>Its place in the policy file, such as <c>$.exceptions[2]</c>.</summary>
    public required string Path { get; init; }

    /// <summary>The line where it begins, from 1.</summary>
    public required int Line { get; init; }

    /// <summary>The character in the line, from 1.</summary>
    public required int Column { get; init; }

    /// <summary>The source; null where the file names none and it is for every source.</summary>
    public NamePattern? Source { get; init; }

    /// <summary>The id of the rule.</summary>
    public required string Rule { get; init; }

    /// <summary>The account, by its id or its user name.</summary>
    public required NamePattern Account { get; init; }

    /// <summary>The masked SecretId of the one key it is for; null when it is for every key, or for the account.</summary>
    public string? Key { get; init; }

    /// <summary>Empty where the file has none; the exception is then malformed.</summary>
    public required string Reason { get; init; }

    /// <summary>Empty where the file has none; the exception is then malformed.</summary>
    public required string Owner { get; init; }

    /// <summary>The last day, inclusive; null where the file has none that can be read.</summary>
    public required DateOnly? Until { get; init; }

    /// <summary>Whether something required is missing or wrong. What is malformed counts as expired.</summary>
    public bool IsMalformed { get; init; }

    public bool IsActiveOn(DateOnly day) => !IsMalformed && day <= Until;

    /// <summary>Whether it is for a finding of its rule.</summary>
    public bool IsFor(string accountId, string username, string? secretIdMask) =>
        (Key is null || string.Equals(Key, secretIdMask, StringComparison.Ordinal))
            && (Account.Matches(accountId) || Account.Matches(username));
}

/// <summary>Whether an exception of the policy covers a finding.</summary>
/// <param name="State">Whether the finding is excepted.</param>
/// <param name="Grant">The exception; null when none matches.</param>
public readonly record struct ExceptionStatus(ExceptionState State, ExceptionGrant? Grant)
{
    public static ExceptionStatus None => default;

    /// <summary>Whether the finding is suppressed.</summary>
    [MemberNotNullWhen(true, nameof(Grant))]
    public bool IsActive => State is ExceptionState.Active;

    [MemberNotNullWhen(true, nameof(Grant))]
    public bool IsExpired => State is ExceptionState.Expired;
}

/// <summary>Whether a finding is excepted.</summary>
public enum ExceptionState : byte
{
    /// <summary>No exception matches.</summary>
    None,

    /// <summary>An exception matches, and its last day is not over.</summary>
    Active,

    /// <summary>An exception matched until its last day was over, or it is malformed.</summary>
    Expired,
}
