using System.Buffers;

using CredFunctions.Accounts;
using CredFunctions.Pipeline;
using CredFunctions.Ports;

namespace CredFunctions.Embedded.State;

// Adds, changes and removes accounts.
internal sealed partial class SqliteAuditStore
{
    // Bodies that were read and never saved must not pile up.
    private const int MaxBodies = 4_096;

    private static readonly BulkStatement InsertAccounts = new(count =>
        $"""
        INSERT INTO accounts (id, source, account_id, flagged, body) VALUES {BulkStatement.Values(count, columns: 5)}
        ON CONFLICT DO NOTHING
        """);

    private static readonly BulkStatement InsertStamps = new(count =>
        $"INSERT INTO stamps (id, version, run, gone, open, events) VALUES {BulkStatement.Values(count, columns: 6)}");

    private static readonly BulkStatement UpdateStamps = new(count =>
        $"""
        UPDATE stamps SET version = version + 1, run = saved.column3, gone = saved.column4, open = saved.column5, events = saved.column6
        FROM (VALUES {BulkStatement.Values(count, columns: 6)}) AS saved WHERE id = saved.column1 AND version = saved.column2
        """);

    // The bodies that were read to be saved again, by row. One that comes back as it was is not written, so that the second report takes
    // no longer than the first (docs/performance.md).
    private readonly Dictionary<long, (long Version, byte[] Body)> bodies = [];

    public Task<SaveResult> SaveAccountsAsync(
        string source, long start, IReadOnlyCollection<StoredAccount> accounts, CancellationToken cancellationToken)
    {
        var (bucket, rows) = RowsOf(accounts);
        return Task.FromResult(
            file.Write(isSynced: false, () => Save(FindOrAddSource(source), bucket, start, rows), result => result is SaveResult.Saved));
    }

    /// <summary>Saves the accounts of a chunk with its mark. Both are committed a moment later, or undone together.</summary>
    public Task<SaveResult> RecordChunkAsync(
        string source, long start, RunStamp run, int chunk, IReadOnlyCollection<StoredAccount> accounts,
        CancellationToken cancellationToken)
    {
        var (bucket, rows) = RowsOf(accounts);
        return Task.FromResult(file.WriteSoon(Record, result => result is SaveResult.Saved));

        SaveResult Record()
        {
            var number = FindOrAddSource(source);
            var result = Save(number, bucket, start, rows);
            if (result is SaveResult.Saved)
            {
                file.Statement(
                    "INSERT INTO chunks (source, report_id, as_of, run, chunk) VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT DO NOTHING")
                    .Execute(number, run.ReportId, run.AsOf.UtcTicks, run.Number, chunk);
            }

            return result;
        }
    }

    public Task<bool> ClaimAsync(string source, long start, CancellationToken cancellationToken) => Task.FromResult(file.Write(
        isSynced: false,
        () =>
        {
            var number = FindOrAddSource(source);
            return Enumerable.Range(0, AccountBucket.Count).All(bucket => IsClaimed(number, bucket, start));
        },
        isClaimed => isClaimed));

    public Task<int> PurgeAccountsAsync(
        string source, int bucket, DateTimeOffset goneBefore, int most, CancellationToken cancellationToken) =>
        Task.FromResult(file.Write(isSynced: false, () =>
        {
            if (FindSource(source) is not { } number)
                return 0;

            var ids = new List<long>();
            using (var rows = file.Statement(
                "SELECT id, account_id FROM stamps CROSS JOIN accounts USING (id) WHERE id > ?1 AND id < ?2 AND gone < ?3")
                .Query(AccountKey.First(number), AccountKey.First(number + 1), goneBefore.UtcTicks))
            {
                while (ids.Count < most && rows.Read())
                {
                    if (AccountBucket.Of(AccountKey.TextOf(rows.Value(1))) == bucket)
                        ids.Add(rows.GetInt64(0));
                }
            }

            foreach (var id in ids)
            {
                file.Statement("DELETE FROM accounts WHERE id = ?1").Execute(id);
                file.Statement("DELETE FROM stamps WHERE id = ?1").Execute(id);
            }

            return ids.Count;
        }));

    // Encoded before the transaction begins, which keeps it short. The accounts are of one bucket; without one there is none to claim.
    private static (int? Bucket, List<SavedAccount> Rows) RowsOf(IReadOnlyCollection<StoredAccount> accounts)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        int? bucket = accounts.Count == 0 ? null : AccountBucket.Of(accounts.First().State.AccountId);
        return (bucket, [.. accounts.Select(account => new SavedAccount(account, AccountBody.Of(account.State, buffer)))]);
    }

    private SaveResult Save(long source, int? bucket, long start, List<SavedAccount> rows)
    {
        if (bucket is { } claimed && !IsClaimed(source, claimed, start))
            return SaveResult.Superseded;
        if (rows.Exists(row => row.Version is { } version && version.Losses != file.Losses))
            return SaveResult.Changed;
        return Insert(source, rows.FindAll(row => row.Version is null)) && Update(rows.FindAll(row => row.Version is not null))
            ? SaveResult.Saved
            : SaveResult.Changed;
    }

    private bool IsClaimed(long source, long bucket, long start)
    {
        var last = file.Statement("SELECT start FROM starts WHERE source = ?1 AND bucket = ?2").Value(source, bucket).Number;
        if (last > start)
            return false;
        if (last != start)
            file.Statement("INSERT OR REPLACE INTO starts (source, bucket, start) VALUES (?1, ?2, ?3)").Execute(source, bucket, start);
        return true;
    }

    private bool Insert(long source, List<SavedAccount> rows)
    {
        if (rows.Count == 0)
            return true;

        var first = AccountKey.First(source);
        var newest = file.Statement("SELECT max(id) FROM accounts WHERE id > ?1 AND id < ?2")
            .Value(first, AccountKey.First(source + 1)).Number ?? first;
        var id = newest;
        if (InsertAccounts.Execute(file, rows, (row, values) => values.AddRange(++id, source, row.Key, row.Flagged, row.Body)) < rows.Count)
            return false;

        id = newest;
        InsertStamps.Execute(
            file, rows, (row, values) => values.AddRange(++id, 1L, FindOrAddRun(row.Run), row.Gone, row.Open, row.Events));
        return true;
    }

    private bool Update(List<SavedAccount> rows)
    {
        var updated = UpdateStamps.Execute(file, rows, (row, values) => values.AddRange(
            row.Version!.Value.Id, row.Version.Value.Number, FindOrAddRun(row.Run), row.Gone, row.Open, row.Events));
        if (updated < rows.Count)
            return false;

        foreach (var row in rows.Where(row => !HasKnownBody(row)))
        {
            file.Statement("UPDATE accounts SET flagged = ?1, body = ?2 WHERE id = ?3 AND body <> ?2")
                .Execute(row.Flagged, row.Body, row.Version!.Value.Id);
        }

        return true;
    }

    // Within the read that they come from.
    private void KeepBodies(List<ReadRow> rows)
    {
        if (bodies.Count > MaxBodies)
            bodies.Clear();
        foreach (var row in rows)
            bodies[row.Version.Id] = (row.Version.Number, row.Body);
    }

    // The version in the table has been compared already.
    private bool HasKnownBody(SavedAccount row) =>
        row.Version is { } version && bodies.Remove(version.Id, out var known)
        && known.Version == version.Number && known.Body.AsSpan().SequenceEqual(row.Body);
}
