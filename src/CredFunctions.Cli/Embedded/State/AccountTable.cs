using System.Globalization;
using System.Text.Json;

using CredFunctions.Accounts;
using CredFunctions.Pipeline;
using CredFunctions.Pipeline.Ports;

using Microsoft.Data.Sqlite;

namespace CredFunctions.Cli.Embedded.State;

/// <summary>The accounts of every source. They are read a page at a time, so nothing is held while somebody works on one.</summary>
internal sealed class AccountTable(StateFile file, SourceTable sources)
{
    private const int PageSize = 256;

    // The bits of an id below the source's number.
    private const int OrderBits = 40;

    public IReadOnlyList<StoredAccount> Read(string source, IReadOnlyCollection<string> accountIds)
    {
        var rows = file.Read(() =>
        {
            var found = new List<Row>(accountIds.Count);
            if (sources.Find(source) is not { } number)
                return found;

            var select = file.Statement("SELECT id, version, state FROM accounts WHERE source = ?1 AND account_id = ?2");
            foreach (var accountId in accountIds)
            {
                using var row = select.Query(number, accountId);
                if (row.Read())
                    found.Add(Row.Of(row));
            }

            return found;
        });
        return rows.ConvertAll(row => row.Stored);
    }

    public IEnumerable<StoredAccount> ReadAll(string source) =>
        Pages(source, "SELECT id, version, state FROM accounts WHERE id > ?1 AND id < ?2 ORDER BY id LIMIT ?3", Row.Of, row => row.Id).Select(row => row.Stored);

    public IEnumerable<AccountState> ReadTelling(string source) =>
        ReadAll(source).Select(stored => stored.State).Where(account => account.NotAssessed.Count > 0 || account.OpenFindings.Any()).OrderBy(account => account.AccountId, StringComparer.Ordinal);

    public IEnumerable<AccountState> ReadOfRun(string source, RunStamp run) =>
        ReadAll(source).Select(stored => stored.State).Where(account => account.Run == run && account.Events.Count > 0).OrderBy(account => account.AccountId, StringComparer.Ordinal);

    public IEnumerable<string> PresentIds(string source) =>
        Pages(
            source,
            "SELECT id, account_id FROM accounts WHERE id > ?1 AND id < ?2 AND gone IS NULL ORDER BY id LIMIT ?3",
            row => (Id: row.GetInt64(0), AccountId: row.GetString(1)),
            row => row.Id)
        .Select(row => row.AccountId);

    public bool Save(string source, IReadOnlyCollection<StoredAccount> accounts)
    {
        // Written before the transaction begins, which keeps it short.
        var states = accounts.Select(account => JsonSerializer.SerializeToUtf8Bytes(account.State, PipelineJson.Default.AccountState)).ToList();
        return file.Write(isSynced: false, () =>
        {
            var number = sources.FindOrAdd(source);
            var newest = accounts.Any(account => account.Version is null) ? NewestId(number) : 0;
            foreach (var (account, state) in accounts.Zip(states))
            {
                var isSaved = account.Version is { } version
                    ? Update(version, account.State, state)
                    : Insert(++newest, number, account.State, state);
                if (!isSaved)
                    return false;
            }

            return true;
        });
    }

    /// <summary>Removes accounts of a bucket that were gone before an instant.</summary>
    public int Purge(string source, int bucket, DateTimeOffset goneBefore, int most)
    {
        var purged = 0;
        file.Write(isSynced: false, () =>
        {
            var ids = new List<long>();
            using (var rows = file.Statement("SELECT id, account_id FROM accounts WHERE source = ?1 AND gone < ?2").Query(sources.Find(source), goneBefore.UtcTicks))
            {
                while (ids.Count < most && rows.Read())
                {
                    if (AccountBucket.Of(rows.GetString(1)) == bucket)
                        ids.Add(rows.GetInt64(0));
                }
            }

            foreach (var id in ids)
                purged += file.Statement("DELETE FROM accounts WHERE id = ?1").Execute(id);
            return true;
        });
        return purged;
    }

    private static long Changes(AccountState account) => account.Events.Count(happened => happened.Kind is AccountEventKind.Changed);

    private bool Insert(long id, long source, AccountState account, byte[] state) =>
        file.Statement("INSERT INTO accounts (id, source, account_id, version, gone, changes, state) VALUES (?1, ?2, ?3, 1, ?4, ?5, ?6) ON CONFLICT DO NOTHING")
            .Execute(id, source, account.AccountId, account.GoneSince?.UtcTicks, Changes(account), state) == 1;

    // The version holds the row's id, so that no index need be asked where it is.
    private bool Update(string version, AccountState account, byte[] state)
    {
        var point = version.IndexOf('.', StringComparison.Ordinal);
        var id = long.Parse(version.AsSpan(0, point), CultureInfo.InvariantCulture);
        var last = long.Parse(version.AsSpan(point + 1), CultureInfo.InvariantCulture);
        return file.Statement("UPDATE accounts SET version = ?1, gone = ?2, changes = ?3, state = ?4 WHERE id = ?5 AND version = ?6")
            .Execute(last + 1, account.GoneSince?.UtcTicks, Changes(account), state, id, last) == 1;
    }

    private long NewestId(long source) =>
        file.Statement("SELECT max(id) FROM accounts WHERE id > ?1 AND id < ?2").Value(First(source), First(source + 1)) as long? ?? First(source);

    private static long First(long source) => source << OrderBits;

    private IEnumerable<T> Pages<T>(string source, string sql, Func<SqliteDataReader, T> rowOf, Func<T, long> idOf)
    {
        if (file.Read(() => sources.Find(source)) is not { } number)
            yield break;

        var after = First(number);
        while (true)
        {
            var page = file.Read(() =>
            {
                var read = new List<T>(PageSize);
                using var rows = file.Statement(sql).Query(after, First(number + 1), PageSize);
                while (rows.Read())
                    read.Add(rowOf(rows));
                return read;
            });
            foreach (var row in page)
                yield return row;
            if (page.Count < PageSize)
                yield break;
            after = idOf(page[^1]);
        }
    }

    private readonly record struct Row(long Id, long Version, byte[] State)
    {
        public StoredAccount Stored => new(
            JsonSerializer.Deserialize(State, PipelineJson.Default.AccountState)!,
            string.Create(CultureInfo.InvariantCulture, $"{Id}.{Version}"));

        public static Row Of(SqliteDataReader row) => new(row.GetInt64(0), row.GetInt64(1), (byte[])row[2]);
    }
}
