using CredFunctions.Policy;

namespace CredFunctions.Ports;

/// <summary>A policy that cannot be used. It has to be notified: the team believes that it is in force.</summary>
/// <param name="Hash">SHA-256 of its bytes.</param>
/// <param name="Errors">What is wrong with it.</param>
/// <param name="UsedInstead">The hash of the policy that is in force.</param>
public sealed record RefusedPolicy(string Hash, IReadOnlyList<PolicyRemark> Errors, string UsedInstead);
