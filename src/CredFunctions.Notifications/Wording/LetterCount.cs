using CredFunctions.Findings;

namespace CredFunctions.Notifications.Wording;

/// <summary>How many open findings of a severity there are.</summary>
public sealed record LetterCount(Severity Severity, long Count);
