using CredFunctions.Rules;

namespace CredFunctions.Accounts;

/// <summary>The verdicts of one run on one account: everything that recording it needs, without a SecretId.</summary>
public sealed record AssessedAccount
{
    public required string AccountId { get; init; }

    public required string Username { get; init; }

    /// <summary>The user type's name, <c>unrecognised</c> included.</summary>
    public required string UserType { get; init; }

    public required Profile Profile { get; init; }

    public required AccountSnapshot Snapshot { get; init; }

    /// <summary>Whether the report has an abnormal login of it, which makes some changes worse.</summary>
    public bool IsAbnormal { get; init; }

    public IReadOnlyList<AssessedFinding> Findings { get; init; } = [];

    public IReadOnlyList<UnassessedRule> NotAssessed { get; init; } = [];

    /// <summary>The checks that it passed: a <see cref="Check.Bit"/> each.</summary>
    public ulong Passed { get; init; }
}
