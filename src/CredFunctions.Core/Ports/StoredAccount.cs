using CredFunctions.Accounts;

namespace CredFunctions.Ports;

/// <summary>An account with the version under which it was read.</summary>
/// <param name="State">The account.</param>
/// <param name="Version">What <see cref="IAccountStore.SaveAccountsAsync"/> compares; null for one that must not be there yet.</param>
public sealed record StoredAccount(AccountState State, string? Version);
