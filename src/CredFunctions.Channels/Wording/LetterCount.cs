namespace CredFunctions.Channels.Wording;

/// <summary>How many open findings of a severity there are.</summary>
public sealed record LetterCount(Severity Severity, long Count);
