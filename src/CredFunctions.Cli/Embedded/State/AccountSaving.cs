using CredFunctions.Pipeline;
using CredFunctions.Pipeline.Ports;

namespace CredFunctions.Cli.Embedded.State;

/// <summary>Adds, changes and removes accounts; <see cref="AccountTable"/> reads them.</summary>
internal sealed class AccountSaving(StateFile file, SourceTable sources, RunTable runs, WrittenBodies written)
{
    private static readonly SeveralText InsertAccounts = SeveralText.Of(count =>
        $"INSERT INTO accounts (id, source, account_id, telling, body) VALUES {Several.Values(count, columns: 5)} ON CONFLICT DO NOTHING");

    private static readonly SeveralText InsertStamps = SeveralText.Of(count =>
        $"INSERT INTO stamps (id, version, run, gone, open, happened) VALUES {Several.Values(count, columns: 6)}");

    private static readonly SeveralText UpdateStamps = SeveralText.Of(count =>
        $"""
        UPDATE stamps SET version = version + 1, run = saved.column3, gone = saved.column4, open = saved.column5, happened = saved.column6
        FROM (VALUES {Several.Values(count, columns: 6)}) AS saved WHERE id = saved.column1 AND version = saved.column2
        """);

    public bool Save(string source, IReadOnlyCollection<StoredAccount> accounts)
    {
        // Written before the transaction begins, which keeps it short.
        var writer = new BodyWriter();
        var rows = accounts.Select(account => new SavedAccount(account, AccountBody.Of(account.State, writer))).ToList();
        var added = rows.FindAll(row => row.IsNew);
        var changed = rows.FindAll(row => !row.IsNew);
        return file.WriteSoon(() => Insert(sources.FindOrAdd(source), added) && Update(changed));
    }

    /// <summary>Removes accounts of a bucket that were gone before an instant.</summary>
    public int Purge(string source, int bucket, DateTimeOffset goneBefore, int most)
    {
        var purged = 0;
        file.Write(isSynced: false, () =>
        {
            var ids = new List<long>();
            if (sources.Find(source) is not { } number)
                return true;

            using (var rows = file.Statement("SELECT id, account_id FROM stamps CROSS JOIN accounts USING (id) WHERE id > ?1 AND id < ?2 AND gone < ?3")
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

    private bool Insert(long source, List<SavedAccount> rows)
    {
        if (rows.Count == 0)
            return true;

        var id = NewestId(source);
        var inserted = Several.Execute(
            file,
            rows,
            InsertAccounts,
            (row, values) => values.AddRange(++id, source, row.Key, row.Telling, row.Body));
        if (inserted < rows.Count)
            return false;

        id -= rows.Count;
        Several.Execute(
            file,
            rows,
            InsertStamps,
            (row, values) => values.AddRange(++id, 1L, runs.FindOrAdd(row.Run), row.Stamp.Gone, row.Stamp.Open, row.Stamp.WhatHappened));
        return true;
    }

    private bool Update(List<SavedAccount> rows)
    {
        var updated = Several.Execute(
            file,
            rows,
            UpdateStamps,
            (row, values) => values.AddRange(row.Id, row.Version, runs.FindOrAdd(row.Run), row.Stamp.Gone, row.Stamp.Open, row.Stamp.WhatHappened));
        if (updated < rows.Count)
            return false;

        foreach (var row in rows)
        {
            if (!written.IsAsWritten(row))
                file.Statement("UPDATE accounts SET telling = ?1, body = ?2 WHERE id = ?3 AND body <> ?2").Execute(row.Telling, row.Body, row.Id);
        }

        return true;
    }

    private long NewestId(long source) =>
        file.Statement("SELECT max(id) FROM accounts WHERE id > ?1 AND id < ?2").Value(AccountKey.First(source), AccountKey.First(source + 1)).Number ?? AccountKey.First(source);
}
