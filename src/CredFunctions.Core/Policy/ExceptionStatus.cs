using System.Diagnostics.CodeAnalysis;

namespace CredFunctions.Policy;

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
