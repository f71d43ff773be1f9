namespace CredFunctions.Channels.Wording;

/// <summary>A name and a value.</summary>
public sealed record LetterFact(string Name, string Value);
