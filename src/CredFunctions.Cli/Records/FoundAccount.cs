using CredFunctions.Accounts;

namespace CredFunctions.Cli.Records;

/// <summary>An account and the source it is of.</summary>
/// <param name="Source">The source.</param>
/// <param name="State">The account.</param>
internal sealed record FoundAccount(string Source, AccountState State);
