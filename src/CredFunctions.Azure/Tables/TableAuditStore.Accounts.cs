using Azure.Data.Tables;

using CredFunctions.Accounts;
using CredFunctions.Pipeline;
using CredFunctions.Ports;

namespace CredFunctions.Azure.Tables;

// The table Accounts: a row an account, in 16 partitions a source.
public sealed partial class TableAuditStore
{
    private const int PointReads = 16;
    private const int PageRows = 1_000;

    /// <summary>Those of the accounts that are known; a bucket after the other, should they be of several.</summary>
    /// <remarks>
    /// Rows lie sorted by id, so one query reads the stretch from the least id to the greatest. A page of it holds a
    /// thousand rows, which is every row of its partition in a source of 16,000 accounts, whatever the order of the report.
    /// In a larger source whose report has no order, the stretch goes on behind the page; the accounts that the page did
    /// not reach are read one by one, 16 at a time. A chunk costs at most one page and a hundred small reads, whatever the
    /// size of the source.
    /// </remarks>
    public async Task<IReadOnlyList<StoredAccount>> ReadAccountsAsync(
        string source, IReadOnlyCollection<string> accountIds, CancellationToken cancellationToken)
    {
        var known = new List<StoredAccount>(accountIds.Count);
        foreach (var bucket in accountIds.GroupBy(AccountBucket.Of))
            known.AddRange(await ReadAsync(AccountEntity.PartitionOf(source, bucket.Key), bucket, cancellationToken));
        return known;
    }

    public IAsyncEnumerable<string> ReadPresentIdsAsync(string source, CancellationToken cancellationToken) =>
        accounts.QueryAsync<TableEntity>(
            $"{FilterOf(source)} and {AccountEntity.PresentColumn} eq true", select: ["RowKey"], cancellationToken: cancellationToken)
            .Select(row => TableKey.Decode(row.RowKey));

    public IAsyncEnumerable<StoredAccount> ReadAllAccountsAsync(string source, CancellationToken cancellationToken) =>
        accounts.QueryAsync<TableEntity>(FilterOf(source), cancellationToken: cancellationToken)
            .Where(row => !StartEntity.Is(row)).Select(AccountEntity.Read);

    /// <summary>Saves accounts of one bucket under a start of their lane.</summary>
    /// <remarks>
    /// A transaction holds the row of the start and 99 accounts, or fewer where they are large; more of them go in several. Then
    /// the first ones may be saved though not all are. The handlers can live with that: applying a run to an account that has it
    /// already changes nothing.
    /// </remarks>
    public async Task<SaveResult> SaveAccountsAsync(
        string source, long start, IReadOnlyCollection<StoredAccount> accounts, CancellationToken cancellationToken)
    {
        if (accounts.Count > TableLimits.TransactionEntities)
            throw new ArgumentException(
                $"At most {TableLimits.TransactionEntities} accounts are saved at once, these are {accounts.Count}.", nameof(accounts));
        if (accounts.Count == 0)
            return SaveResult.Saved;
        var bucket = AccountBucket.Of(accounts.First().State.AccountId);
        if (accounts.Any(account => AccountBucket.Of(account.State.AccountId) != bucket))
            throw new ArgumentException("The accounts are not of one bucket.", nameof(accounts));

        var partition = AccountEntity.PartitionOf(source, bucket);
        var transactions = new List<EntityTransaction>();
        foreach (var (state, version) in accounts)
        {
            var row = AccountEntity.Of(partition, state);
            if (transactions.Count > 0 && transactions[^1].TryWrite(row, version))
                continue;

            var next = new EntityTransaction();
            next.Touch(StartEntity.Of(partition, start));
            next.Write(row, version);
            transactions.Add(next);
        }

        foreach (var transaction in transactions)
        {
            var result = await SaveAsync(transaction, start, cancellationToken);
            if (result is not SaveResult.Saved)
                return result;
        }

        return SaveResult.Saved;
    }

    public async Task<SaveResult> RecordChunkAsync(
        string source, long start, RunStamp run, int chunk, IReadOnlyCollection<StoredAccount> accounts,
        CancellationToken cancellationToken)
    {
        var result = accounts.Count == 0 ? SaveResult.Saved : await SaveAccountsAsync(source, start, accounts, cancellationToken);
        if (result is SaveResult.Saved)
            await reports.UpsertEntityAsync(ChunkEntity.Of(source, run, chunk), TableUpdateMode.Replace, cancellationToken);
        return result;
    }

    public async Task<bool> ClaimAsync(string source, long start, CancellationToken cancellationToken)
    {
        var claims = await Task.WhenAll(Enumerable.Range(0, AccountBucket.Count)
            .Select(bucket => ClaimPartitionAsync(AccountEntity.PartitionOf(source, bucket), start, cancellationToken)));
        return Array.TrueForAll(claims, claim => claim is Claim.Held or Claim.Taken);
    }

    // A row without the column does not match: accounts that are present stay.
    public Task<int> PurgeAccountsAsync(
        string source, int bucket, DateTimeOffset goneBefore, int most, CancellationToken cancellationToken) => RemoveAsync(
        accounts,
        TableClient.CreateQueryFilter($"PartitionKey eq {AccountEntity.PartitionOf(source, bucket)} and GoneSince lt {goneBefore}"),
        most, cancellationToken);

    private async Task<SaveResult> SaveAsync(EntityTransaction transaction, long start, CancellationToken cancellationToken)
    {
        if (await transaction.CommitAsync(accounts, cancellationToken))
            return SaveResult.Saved;

        // An account has changed, or the row of the start is not there: it never was, or a later start has removed it.
        return await ClaimPartitionAsync(transaction.PartitionKey, start, cancellationToken) switch
        {
            Claim.Superseded => SaveResult.Superseded,
            Claim.Taken when await transaction.CommitAsync(accounts, cancellationToken) => SaveResult.Saved,
            _ => SaveResult.Changed,
        };
    }

    // The highest start wins; two handlers of one start find that the other one has done it.
    private async Task<Claim> ClaimPartitionAsync(string partition, long start, CancellationToken cancellationToken)
    {
        while (true)
        {
            var rows = await accounts.QueryAsync<TableEntity>(
                StartEntity.FilterOf(partition), cancellationToken: cancellationToken).ToListAsync(cancellationToken);
            if (rows.Exists(row => StartEntity.Read(row) > start))
                return Claim.Superseded;
            if (rows.Exists(row => StartEntity.Read(row) == start))
                return Claim.Held;

            var transaction = new EntityTransaction();
            transaction.Write(StartEntity.Of(partition, start), version: null);
            rows.ForEach(transaction.Remove);
            if (await transaction.CommitAsync(accounts, cancellationToken))
                return Claim.Taken;
        }
    }

    private enum Claim
    {
        Superseded,
        Held,
        Taken,
    }

    private static string FilterOf(string source)
    {
        var start = TableKey.Encode(source);
        return TableClient.CreateQueryFilter(
            $"PartitionKey ge {start + TableKey.Separator} and PartitionKey lt {start + TableKey.AfterSeparator}");
    }

    private async Task<List<StoredAccount>> ReadAsync(string partition, IEnumerable<string> accountIds, CancellationToken cancellationToken)
    {
        var wanted = new SortedSet<string>(accountIds.Select(TableKey.Encode), StringComparer.Ordinal);
        var known = new List<StoredAccount>(wanted.Count);
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey ge {wanted.Min} and RowKey le {wanted.Max}");
        var page = await accounts.QueryAsync<TableEntity>(filter, PageRows, cancellationToken: cancellationToken).AsPages()
            .FirstAsync(cancellationToken);
        known.AddRange(page.Values.Where(row => wanted.Contains(row.RowKey)).Select(AccountEntity.Read));
        if (page.ContinuationToken is null)
            return known;

        if (page.Values is [.., var last])
            wanted.RemoveWhere(key => string.CompareOrdinal(key, last.RowKey) <= 0);
        foreach (var keys in wanted.Chunk(PointReads))
            known.AddRange((await Task.WhenAll(keys.Select(key => FindAsync(accounts, partition, key, cancellationToken))))
                .OfType<TableEntity>().Select(AccountEntity.Read));
        return known;
    }
}
