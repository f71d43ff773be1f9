using System.Diagnostics.CodeAnalysis;

namespace CredFunctions.Policy;

/// <summary>The result of reading a policy file: the policy, or the errors in it.</summary>
public sealed record PolicyReading
{
    /// <summary>SHA-256 of the bytes, 64 lower-case hex digits, whether or not they are a policy.</summary>
    public required string Hash { get; init; }

    /// <summary>Null when there are errors.</summary>
    public required PolicyDocument? Policy { get; init; }

    public required IReadOnlyList<PolicyRemark> Errors { get; init; }

    /// <summary>Probable mistakes in a policy that can be used, such as an exception that counts as expired.</summary>
    public required IReadOnlyList<PolicyRemark> Warnings { get; init; }

    [MemberNotNullWhen(true, nameof(Policy))]
    public bool IsValid => Policy is not null;
}
