namespace CredFunctions.Accounts;

/// <summary>The exception that an open finding falls under.</summary>
/// <param name="Until">The last day, inclusive, in the report's zone.</param>
/// <param name="Reason">Why the team lives with the finding.</param>
/// <param name="Owner">Who answers for it.</param>
public sealed record Suppression(DateOnly Until, string Reason, string Owner);
