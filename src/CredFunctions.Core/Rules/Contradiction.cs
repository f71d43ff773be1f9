namespace CredFunctions.Rules;

/// <summary>Something that cannot be true of one account at once, as a report states it.</summary>
/// <param name="Holds">Whether the report states it.</param>
/// <param name="What">In words for a person.</param>
internal readonly record struct Contradiction(Condition Holds, string What);
