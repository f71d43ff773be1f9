using CredFunctions.Accounts;
using CredFunctions.Pipeline;
using CredFunctions.Ports;

namespace CredFunctions.Embedded.State;

/// <summary>Adds, changes and removes accounts; <see cref="AccountTable"/> reads them.</summary>
internal sealed class AccountSaving(StateFile file, SourceTable sources, RunTable runs, LaneTable lanes, WrittenBodies written)
{
    private static readonly Several InsertAccounts = new(count =>
        $"INSERT INTO accounts (id, source, account_id, flagged, body) VALUES {Several.Values(count, columns: 5)} ON CONFLICT DO NOTHING");

    private static readonly Several InsertStamps = new(count =>
        $"INSERT INTO stamps (id, version, run, gone, open, events) VALUES {Several.Values(count, columns: 6)}");

    private static readonly Several UpdateStamps = new(count =>
        $"""
        UPDATE stamps SET version = version + 1, run = saved.column3, gone = saved.column4, open = saved.column5, events = saved.column6
        FROM (VALUES {Several.Values(count, columns: 6)}) AS saved WHERE id = saved.column1 AND version = saved.column2
        """);

    /// <summary>Saves accounts; what is saved is committed.</summary>
    public SaveResult Save(string source, long start, IReadOnlyCollection<StoredAccount> accounts)
    {
        var rows = RowsOf(accounts);
        var result = SaveResult.Changed;
        file.Write(isSynced: false, () => (result = Save(sources.FindOrAdd(source), start, rows)) is SaveResult.Saved);
        return result;
    }

    /// <summary>Saves the accounts of a chunk with its mark. Both are committed a moment later, or undone together.</summary>
    public SaveResult Record(string source, long start, RunStamp run, int chunk, IReadOnlyCollection<StoredAccount> accounts)
    {
        var rows = RowsOf(accounts);
        var result = SaveResult.Changed;
        file.WriteSoon(() =>
        {
            var number = sources.FindOrAdd(source);
            result = Save(number, start, rows);
            if (result is SaveResult.Saved)
                lanes.MarkChunk(number, run, chunk);
            return result is SaveResult.Saved;
        });
        return result;
    }

    /// <summary>Claims every bucket of a source for a start; false where a later one has one of them.</summary>
    public bool Claim(string source, long start) => file.Write(isSynced: false, () =>
    {
        var number = sources.FindOrAdd(source);
        return Enumerable.Range(0, AccountBucket.Count).All(bucket => IsClaimed(number, bucket, start));
    });

    /// <summary>Removes accounts of a bucket that were gone before an instant.</summary>
    public int Purge(string source, int bucket, DateTimeOffset goneBefore, int most)
    {
        var purged = 0;
        file.Write(isSynced: false, () =>
        {
            var ids = new List<long>();
            if (sources.Find(source) is not { } number)
                return true;

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
                purged += file.Statement("DELETE FROM accounts WHERE id = ?1").Execute(id);
                file.Statement("DELETE FROM stamps WHERE id = ?1").Execute(id);
            }

            return true;
        });
        return purged;
    }

    // Encoded before the transaction begins, which keeps it short.
    private static List<SavedAccount> RowsOf(IReadOnlyCollection<StoredAccount> accounts)
    {
        var writer = new BodyWriter();
        return [.. accounts.Select(account => new SavedAccount(account, AccountBody.Of(account.State, writer)))];
    }

    private SaveResult Save(long source, long start, List<SavedAccount> rows)
    {
        if (!rows.Select(row => row.Bucket).Distinct().All(bucket => IsClaimed(source, bucket, start)))
            return SaveResult.Superseded;
        if (rows.Exists(row => !row.IsNew && row.Losses != file.Losses))
            return SaveResult.Changed;
        return Insert(source, rows.FindAll(row => row.IsNew)) && Update(rows.FindAll(row => !row.IsNew))
            ? SaveResult.Saved
            : SaveResult.Changed;
    }

    private bool IsClaimed(long source, int bucket, long start)
    {
        var last = file.Statement("SELECT start FROM starts WHERE source = ?1 AND bucket = ?2").Value(source, (long)bucket).Number;
        if (last > start)
            return false;
        if (last != start)
            file.Statement("INSERT OR REPLACE INTO starts (source, bucket, start) VALUES (?1, ?2, ?3)")
                .Execute(source, (long)bucket, start);
        return true;
    }

    private bool Insert(long source, List<SavedAccount> rows)
    {
        if (rows.Count == 0)
            return true;

        var id = NewestId(source);
        var inserted = InsertAccounts.Execute(
            file, rows, (row, values) => values.AddRange(++id, source, row.Key, row.Flagged, row.Body));
        if (inserted < rows.Count)
            return false;

        id -= rows.Count;
        InsertStamps.Execute(
            file, rows, (row, values) => values.AddRange(++id, 1L, runs.FindOrAdd(row.Run), row.Gone, row.Open, row.Events));
        return true;
    }

    private bool Update(List<SavedAccount> rows)
    {
        var updated = UpdateStamps.Execute(
            file, rows, (row, values) => values.AddRange(
                row.Id, row.Version, runs.FindOrAdd(row.Run), row.Gone, row.Open, row.Events));
        if (updated < rows.Count)
            return false;

        foreach (var row in rows)
        {
            if (!written.IsAsWritten(row))
                file.Statement("UPDATE accounts SET flagged = ?1, body = ?2 WHERE id = ?3 AND body <> ?2").Execute(
                    row.Flagged, row.Body, row.Id);
        }

        return true;
    }

    private long NewestId(long source) =>
        file.Statement("SELECT max(id) FROM accounts WHERE id > ?1 AND id < ?2").Value(
            AccountKey.First(source), AccountKey.First(source + 1)).Number ?? AccountKey.First(source);
}
