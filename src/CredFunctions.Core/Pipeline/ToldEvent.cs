using CredFunctions.Accounts;

namespace CredFunctions.Pipeline;

/// <summary>An event with the account it happened to.</summary>
/// <param name="AccountId">The account.</param>
/// <param name="Username">Its user name: untrusted text.</param>
/// <param name="Event">What happened.</param>
public sealed record ToldEvent(string AccountId, string Username, AccountEvent Event)
{
    /// <summary>Whether it is something to act on, and not a relief.</summary>
    public bool IsNews => Event.Kind is not (AccountEventKind.Resolved or AccountEventKind.Lowered) && !Event.IsSuppressed;
}
