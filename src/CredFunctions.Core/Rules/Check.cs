using CredFunctions.Findings;

namespace CredFunctions.Rules;

/// <summary>A rule and what it is put to.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Subject">The account, or the key in a slot.</param>
public sealed record Check(Rule Rule, Subject Subject);
