using CredFunctions.Policy;

namespace CredFunctions.Ports;

/// <summary>The policy in force, and every one that a run was pinned to.</summary>
public interface IPolicies
{
    /// <summary>The policy that <see cref="CurrentAsync"/> found last and could not use; null when it could use it.</summary>
    RefusedPolicy? Refused { get; }

    /// <summary>
    /// The policy in force, the last one that could be read where the one found cannot; kept so that <see cref="ReadAsync"/>
    /// finds it as long as a run may need it.
    /// </summary>
    Task<PolicyDocument> CurrentAsync(CancellationToken cancellationToken);

    Task<PolicyDocument> ReadAsync(string hash, CancellationToken cancellationToken);
}

/// <summary>A policy that cannot be used. It has to be notified: the team believes that it is in force.</summary>
/// <param name="Hash">SHA-256 of its bytes.</param>
/// <param name="Errors">What is wrong with it.</param>
/// <param name="UsedInstead">The hash of the policy that is in force.</param>
public sealed record RefusedPolicy(string Hash, IReadOnlyList<PolicyRemark> Errors, string UsedInstead);
