using CredFunctions.Ports;

namespace CredFunctions.Pipeline;

/// <summary>Saves the accounts that completing a run changes, most of which left: a transaction for each hundred of a bucket.</summary>
internal sealed class Departures(IAccountStore store, string source, long start)
{
    private const int MaxAccounts = 100;

    private readonly List<StoredAccount>[] buckets = [.. Enumerable.Range(0, AccountBucket.Count).Select(_ => new List<StoredAccount>())];
    private bool disturbed;

    public async Task AddAsync(StoredAccount account, CancellationToken cancellationToken)
    {
        var bucket = buckets[AccountBucket.Of(account.State.AccountId)];
        bucket.Add(account);
        if (bucket.Count == MaxAccounts)
            await SaveAsync(bucket, cancellationToken);
    }

    /// <summary>Saves the rest; false when another process had changed one of the rows.</summary>
    public async Task<bool> SaveAsync(CancellationToken cancellationToken)
    {
        foreach (var bucket in buckets.Where(bucket => bucket.Count > 0))
            await SaveAsync(bucket, cancellationToken);
        return !disturbed;
    }

    private async Task SaveAsync(List<StoredAccount> bucket, CancellationToken cancellationToken)
    {
        disturbed |= await store.SaveAccountsAsync(source, start, bucket, cancellationToken) is not SaveResult.Saved;
        bucket.Clear();
    }
}
