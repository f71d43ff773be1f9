namespace CredFunctions.Accounts;

/// <summary>A verdict that could not be given.</summary>
/// <param name="Rule">The rule's id.</param>
/// <param name="Subject">The account, or the key in a slot.</param>
/// <param name="Reason">The cells that kept it from being given.</param>
public sealed record UnassessedRule(string Rule, Subject Subject, string Reason);
