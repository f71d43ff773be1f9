namespace CredFunctions.Policy;

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
