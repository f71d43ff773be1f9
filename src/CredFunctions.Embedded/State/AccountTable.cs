using System.Globalization;

using CredFunctions.Accounts;
using CredFunctions.Ports;

namespace CredFunctions.Embedded.State;

/// <summary>
/// Reads the accounts of every source, a page at a time, so that no read is open while the caller works on an account. Unless a
/// method says otherwise the order is by id: numbers as numbers, then ids with leading zeros or more than 18 digits as texts. It
/// depends only on what is stored.
/// </summary>
internal sealed class AccountTable(StateFile file, SourceTable sources, RunTable runs, WrittenBodies written)
{
    private const int PageSize = 256;

    // No id is negative.
    private const long BeforeAll = -1;

    private const string Columns = "SELECT accounts.id, account_id, version, run, body FROM accounts";

    private static readonly string SelectSeveral =
        $"{Columns} CROSS JOIN stamps USING (id) WHERE source = ?1 AND account_id IN ({Several.Parameters(from: 2, count: Several.Rows)})";

    public IReadOnlyList<StoredAccount> Read(string source, IReadOnlyCollection<string> accountIds)
    {
        var found = file.Read(() =>
        {
            var rows = new List<ReadAccount>(accountIds.Count);
            if (sources.Find(source) is not { } number)
                return rows;

            foreach (var some in accountIds.Select(AccountKey.Of).Chunk(Several.Rows))
            {
                var wanted = some.ToHashSet();
                ReadNeighbours(number, some[0], wanted, rows);
                ReadOneByOne(number, wanted, rows);
            }

            written.Keep(rows.Select(row => (row.Id, row.Version, row.Body)));
            return rows;
        });
        return Decoded(found);
    }

    public IEnumerable<StoredAccount> ReadAll(string source) => ById(
        source, $"{Columns} CROSS JOIN stamps USING (id) WHERE source = ?1 AND account_id > ?2 ORDER BY account_id LIMIT ?3");

    /// <summary>The accounts with an open finding or a rule that was not assessed.</summary>
    public IEnumerable<AccountState> ReadFlagged(string source) => ById(
        source, $"{Columns} INDEXED BY accounts_flagged CROSS JOIN stamps USING (id) WHERE flagged = 1 AND source = ?1 AND "
            + "account_id > ?2 ORDER BY account_id LIMIT ?3")
        .Select(stored => stored.State);

    /// <summary>The same accounts in the order of arrival, which is faster.</summary>
    public IEnumerable<AccountState> ReadFlaggedAsTheyCame(string source) => file.Read(() => sources.Find(source)) is { } number
        ? AsTheyCame(number, $"{Columns} CROSS JOIN stamps USING (id) WHERE id > ?1 AND id < ?2 AND flagged = 1 ORDER BY id LIMIT ?3")
            .Select(stored => stored.State)
        : [];

    /// <summary>
    /// The accounts that matter to the completion of a run, see <see cref="IAccountStore.ReadNotableAccountsAsync"/>, in the order
    /// of arrival.
    /// </summary>
    public IEnumerable<StoredAccount> ReadNotable(string source, RunStamp run)
    {
        if (file.Read(() => sources.Find(source)) is not { } number)
            return [];

        // A run that touched no account has no number.
        return AsTheyCame(
            number,
            """
            SELECT id, account_id, version, run, body FROM stamps CROSS JOIN accounts USING (id)
            WHERE id > ?1 AND id < ?2 AND (open = 1 OR events > 0 OR (gone IS NULL AND run <> ?4)) ORDER BY id LIMIT ?3
            """,
            file.Read(() => runs.Find(run)) ?? 0);
    }

    /// <summary>The accounts with events that the run notified, and no others; no later run has touched them.</summary>
    /// <param name="source">The source.</param>
    /// <param name="run">The run.</param>
    /// <param name="changesOnly">Whether a change has to be among them, and not findings alone.</param>
    public IEnumerable<AccountState> ReadWithEvents(string source, RunContext run, bool changesOnly)
    {
        // The order costs eight bytes an account.
        var ids = file.Read(() =>
        {
            var found = new List<long>();
            if (sources.Find(source) is not { } number)
                return found;

            using var rows = file.Statement(
                "SELECT id FROM stamps CROSS JOIN accounts USING (id) WHERE id > ?1 AND id < ?2 AND events >= ?3 ORDER BY account_id")
                .Query(AccountKey.First(number), AccountKey.First(number + 1), changesOnly
                    ? SavedAccount.WithChanges
                    : SavedAccount.WithEvents);
            while (rows.Read())
                found.Add(rows.GetInt64(0));
            return found;
        });
        return ids.Chunk(PageSize).SelectMany(
            some => Decoded(file.Read(
            () => some.SelectMany(id => Rows($"{Columns} CROSS JOIN stamps USING (id) WHERE accounts.id = ?1", id)).ToList())))
            .Select(stored => stored.State with { Events = stored.State.EventsToNotify(run) }).Where(account => account.Events.Count > 0);
    }

    public IEnumerable<string> PresentIds(string source)
    {
        if (file.Read(() => sources.Find(source)) is not { } number)
            yield break;

        // Few accounts are gone, so reading the index of ids is nearly enough.
        var gone = file.ReadCommitted(() => GoneIds(number));
        var rows = Paged(BeforeAll, row => row.Key, after =>
        {
            var page = new List<(SqlValue Key, long Id)>(PageSize);
            using var read = file.Statement(
                "SELECT account_id, id FROM accounts WHERE source = ?1 AND account_id > ?2 ORDER BY account_id LIMIT ?3").Query(
                number, after, PageSize);
            while (read.Read())
                page.Add((read.Value(0), read.GetInt64(1)));
            return page;
        });
        foreach (var (key, id) in rows)
        {
            if (!gone.Contains(id))
                yield return AccountKey.TextOf(key);
        }
    }

    // Accounts that came together are stored together, and the next report mostly has them together again.
    private void ReadNeighbours(long source, SqlValue first, HashSet<SqlValue> wanted, List<ReadAccount> found)
    {
        if (file.Statement("SELECT id FROM accounts WHERE source = ?1 AND account_id = ?2").Value(source, first).Number is not { } id)
            return;

        using var rows = file.Statement($"{Columns} CROSS JOIN stamps USING (id) WHERE id >= ?1 AND id < ?1 + ?2").Query(id, wanted.Count);
        while (rows.Read())
        {
            if (wanted.Remove(rows.Value(1)))
                found.Add(RowOf(rows));
        }
    }

    private void ReadOneByOne(long source, HashSet<SqlValue> wanted, List<ReadAccount> found)
    {
        if (wanted.Count == 0)
            return;

        // The last id fills the rest: one statement serves any number of ids.
        var values = new SqlValue[Several.Rows + 1];
        values[0] = source;
        wanted.CopyTo(values, 1);
        values.AsSpan(wanted.Count + 1).Fill(values[wanted.Count]);
        found.AddRange(Rows(SelectSeveral, values));
    }

    private HashSet<long> GoneIds(long source)
    {
        var gone = new HashSet<long>();
        using var rows = file.Statement("SELECT id FROM stamps INDEXED BY stamps_gone WHERE gone IS NOT NULL AND id > ?1 AND id < ?2")
            .Query(AccountKey.First(source), AccountKey.First(source + 1));
        while (rows.Read())
            gone.Add(rows.GetInt64(0));
        return gone;
    }

    private IEnumerable<StoredAccount> AsTheyCame(long source, string sql, params SqlValue[] more) =>
        Paged(AccountKey.First(source), row => row.Id, after => Rows(sql, [after, AccountKey.First(source + 1), PageSize, .. more])).Select(
            Decoded);

    private IEnumerable<StoredAccount> ById(string source, string sql) => file.Read(() => sources.Find(source)) is { } number
        ? Paged(BeforeAll, row => row.Key, after => Rows(sql, number, after, PageSize)).Select(Decoded)
        : [];

    // Other processes may write between two pages.
    private IEnumerable<T> Paged<T>(SqlValue before, Func<T, SqlValue> keyOf, Func<SqlValue, List<T>> read)
    {
        var after = before;
        while (true)
        {
            var page = file.Read(() => read(after));
            foreach (var row in page)
                yield return row;
            if (page.Count < PageSize)
                yield break;
            after = keyOf(page[^1]);
        }
    }

    private List<ReadAccount> Rows(string sql, params ReadOnlySpan<SqlValue> values)
    {
        var read = new List<ReadAccount>();
        using var rows = file.Statement(sql).Query(values);
        while (rows.Read())
            read.Add(RowOf(rows));
        return read;
    }

    private ReadAccount RowOf(Statement.Rows row) =>
        new(row.GetInt64(0), row.Value(1), row.GetInt64(2), file.Losses, runs.Of(row.GetInt64(3)), row.GetBytes(4));

    private List<StoredAccount> Decoded(List<ReadAccount> rows) => file.Decoded(() => rows.ConvertAll(row => row.Stored));

    private StoredAccount Decoded(ReadAccount row) => file.Decoded(() => row.Stored);

    // A row as it was read. Losses: see StateFile.Losses.
    private readonly record struct ReadAccount(long Id, SqlValue Key, long Version, long Losses, RunStamp Run, byte[] Body)
    {
        public StoredAccount Stored => new(
            AccountBody.Read(Body, AccountKey.TextOf(Key), Run), string.Create(CultureInfo.InvariantCulture, $"{Id}.{Version}.{Losses}"));
    }
}
