using CredFunctions.Ports;

namespace CredFunctions.Tests.Stores;

/// <summary>Saves accounts under a lane's first start, where the start does not matter.</summary>
internal static class FirstStart
{
    public static Task<SaveResult> SaveAccountsAsync(this IAuditStore store, string source, IReadOnlyCollection<StoredAccount> accounts, CancellationToken cancellationToken) =>
        store.SaveAccountsAsync(source, 1, accounts, cancellationToken);
}
