using System.Diagnostics.CodeAnalysis;

namespace CredFunctions.Policy;

/// <summary>What a policy's exceptions say of one finding.</summary>
/// <param name="State">Whether the finding is excepted.</param>
/// <param name="Grant">The exception that says so; null when none matches.</param>
public readonly record struct ExceptionStatus(ExceptionState State, ExceptionGrant? Grant)
{
    public static ExceptionStatus None => default;

    /// <summary>Whether the finding is suppressed.</summary>
    [MemberNotNullWhen(true, nameof(Grant))]
    public bool IsActive => State is ExceptionState.Active;

    [MemberNotNullWhen(true, nameof(Grant))]
    public bool IsExpired => State is ExceptionState.Expired;
}
