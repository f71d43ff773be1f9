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

    /// <summary>Whether there is one for some finding of the rule.</summary>
    public bool HasFor(string ruleId) => byRule.ContainsKey(ruleId);

    /// <summary>Whether an exception covers a finding on a day.</summary>
    public ExceptionStatus For(string ruleId, string accountId, string username, string? secretIdMask, DateOnly day) =>
        byRule.TryGetValue(ruleId, out var grants)
        && Array.Find(grants, grant => grant.IsFor(accountId, username, secretIdMask)) is { } longest
            ? new ExceptionStatus(longest, longest.IsActiveOn(day))
            : default;
}

/// <summary>One exception: which accounts may break a rule, why, who is responsible, and until when.</summary>
public sealed record ExceptionGrant
{
    /// <summary>Its place in the policy file, such as <c>$.exceptions[2]</c>.</summary>
    public required string Path { get; init; }

    public required int Line { get; init; }

    /// <summary>The character in the line, from 1.</summary>
    public required int Column { get; init; }

    /// <summary>The source; null where the file names none and it is for every source.</summary>
    public NamePattern? Source { get; init; }

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

    /// <summary>Whether it counts on a day, for people.</summary>
    public string StateOn(DateOnly day) => IsMalformed ? "malformed: counts as ended" : IsActiveOn(day) ? "active" : "ended";

    /// <summary>Whether it is for a finding of its rule.</summary>
    public bool IsFor(string accountId, string username, string? secretIdMask) =>
        (Key is null || string.Equals(Key, secretIdMask, StringComparison.Ordinal))
            && (Account.Matches(accountId) || Account.Matches(username));
}

/// <summary>Whether an exception of the policy covers a finding.</summary>
/// <param name="Grant">The exception; null when none matches.</param>
/// <param name="IsActive">Whether it suppresses the finding: its last day is not over, and it is not malformed.</param>
public readonly record struct ExceptionStatus(
    ExceptionGrant? Grant, [property: MemberNotNullWhen(true, nameof(ExceptionStatus.Grant))] bool IsActive)
{
    /// <summary>Whether an exception matched until its last day was over, or would if it were not malformed.</summary>
    [MemberNotNullWhen(true, nameof(Grant))]
    public bool IsExpired => Grant is not null && !IsActive;
}
