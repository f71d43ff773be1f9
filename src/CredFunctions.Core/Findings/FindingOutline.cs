namespace CredFunctions.Findings;

/// <summary>What can be counted of a finding before its message and fingerprint are made.</summary>
/// <param name="Rule">The rule's id.</param>
/// <param name="Severity">The severity under the policy.</param>
/// <param name="IsSuppressed">Whether it is under an exception.</param>
public readonly record struct FindingOutline(string Rule, Severity Severity, bool IsSuppressed);
