using CredFunctions.Accounts;
using CredFunctions.Ports;

namespace CredFunctions.Embedded.State;

// Reads accounts, a page at a time, so that no read is open while the caller works on an account. Unless a method says otherwise the
// order is by id: numbers as numbers, then ids with leading zeros or more than 18 digits as texts. It depends only on what is stored.
internal sealed partial class SqliteAuditStore
{
    private const int AccountsAPage = 256;

    // No id is negative.
    private const long BeforeAll = -1;

    private const string Columns = "SELECT accounts.id, account_id, version, run, body FROM accounts";

    private static readonly string SelectMany =
        $"""
        {Columns} CROSS JOIN stamps USING (id)
        WHERE source = ?1 AND account_id IN ({BulkStatement.Parameters(from: 2, BulkStatement.Rows)})
        """;

    public Task<IReadOnlyList<StoredAccount>> ReadAccountsAsync(
        string source, IReadOnlyCollection<string> accountIds, CancellationToken cancellationToken)
    {
        var found = file.Read(() =>
        {
            var rows = new List<ReadRow>(accountIds.Count);
            if (FindSource(source) is not { } number)
                return rows;

            foreach (var some in accountIds.Select(AccountKey.Of).Chunk(BulkStatement.Rows))
            {
                var wanted = some.ToHashSet();
                ReadNeighbours(number, some[0], wanted, rows);
                ReadOthers(number, wanted, rows);
            }

            KeepBodies(rows);
            return rows;
        });
        return Task.FromResult<IReadOnlyList<StoredAccount>>(
            file.Decoded(found, static rows => rows.ConvertAll(static row => row.Account)));
    }

    public IAsyncEnumerable<StoredAccount> ReadAllAccountsAsync(string source, CancellationToken cancellationToken) => ById(
        source, $"{Columns} CROSS JOIN stamps USING (id) WHERE source = ?1 AND account_id > ?2 ORDER BY account_id LIMIT ?3",
        static row => row.Account)
        .ToAsyncEnumerable();

    /// <summary>The accounts with an open finding, something due, or a rule that was not assessed.</summary>
    public IEnumerable<AccountState> ReadFlaggedAccounts(string source) => ById(
        source,
        $"""
        {Columns} INDEXED BY accounts_flagged CROSS JOIN stamps USING (id)
        WHERE flagged = 1 AND source = ?1 AND account_id > ?2 ORDER BY account_id LIMIT ?3
        """,
        static row => row.State);

    /// <summary>In the order of arrival.</summary>
    public IAsyncEnumerable<StoredAccount> ReadNotableAccountsAsync(string source, RunStamp run, CancellationToken cancellationToken) =>
        AsTheyCame(
            source,
            """
            SELECT id, account_id, version, run, body FROM stamps CROSS JOIN accounts USING (id)
            WHERE id > ?1 AND id < ?2 AND (open = 1 OR events > 0 OR (gone IS NULL AND run <> ?4)) ORDER BY id LIMIT ?3
            """,
            static row => row.Account,
            file.Read(() => FindRun(run)) ?? 0) // A run that touched no account has no number.
            .ToAsyncEnumerable();

    /// <summary>The accounts with events that the run notified, and no others; no later run has touched them.</summary>
    /// <param name="source">The source.</param>
    /// <param name="run">The run.</param>
    /// <param name="changesOnly">Whether a change has to be among them, and not findings alone.</param>
    public IEnumerable<AccountState> ReadWithEvents(string source, RunContext run, bool changesOnly = false)
    {
        // The order costs eight bytes an account.
        var ids = file.Read(() => FindSource(source) is not { } number ? [] : file.Statement(
            "SELECT id FROM stamps CROSS JOIN accounts USING (id) WHERE id > ?1 AND id < ?2 AND events >= ?3 ORDER BY account_id")
            .List(
                row => row.GetInt64(0), AccountKey.First(number), AccountKey.First(number + 1),
                changesOnly ? SavedAccount.WithChanges : SavedAccount.WithEvents));
        return ids.Chunk(AccountsAPage)
            .SelectMany(some => file.Read(() =>
                some.SelectMany(id => Rows($"{Columns} CROSS JOIN stamps USING (id) WHERE accounts.id = ?1", id)).ToList()))
            .Select(row => file.Decoded(row, static read => read.State))
            .Select(account => account with { Events = account.EventsToNotify(run) })
            .Where(account => account.Events.Count > 0);
    }

    public IAsyncEnumerable<string> ReadPresentIdsAsync(string source, CancellationToken cancellationToken) =>
        ReadPresentIds(source).ToAsyncEnumerable();

    private IEnumerable<string> ReadPresentIds(string source)
    {
        if (file.Read(() => FindSource(source)) is not { } number)
            return [];

        // Few accounts are gone, so reading the index of ids is nearly enough.
        var gone = file.ReadCommitted(() => file.Statement(
            "SELECT id FROM stamps INDEXED BY stamps_gone WHERE gone IS NOT NULL AND id > ?1 AND id < ?2")
            .List(row => row.GetInt64(0), AccountKey.First(number), AccountKey.First(number + 1)).ToHashSet());
        return Paged(AccountsAPage, BeforeAll, row => row.Key, after => file.Statement(
            "SELECT account_id, id FROM accounts WHERE source = ?1 AND account_id > ?2 ORDER BY account_id LIMIT ?3")
            .List(row => (Key: row.Value(0), Id: row.GetInt64(1)), number, after, AccountsAPage))
            .Where(row => !gone.Contains(row.Id))
            .Select(row => AccountKey.TextOf(row.Key));
    }

    // Accounts that came together are stored together, and the next report mostly has them together again.
    private void ReadNeighbours(long source, SqlValue first, HashSet<SqlValue> wanted, List<ReadRow> found)
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

    private void ReadOthers(long source, HashSet<SqlValue> wanted, List<ReadRow> found)
    {
        if (wanted.Count == 0)
            return;

        // The last id fills the rest: one statement serves any number of ids.
        var values = new SqlValue[BulkStatement.Rows + 1];
        values[0] = source;
        wanted.CopyTo(values, 1);
        values.AsSpan(wanted.Count + 1).Fill(values[wanted.Count]);
        found.AddRange(Rows(SelectMany, values));
    }

    private IEnumerable<T> AsTheyCame<T>(string source, string sql, Func<ReadRow, T> of, params SqlValue[] more) =>
        file.Read(() => FindSource(source)) is { } number
            ? Paged(
                AccountsAPage, AccountKey.First(number), row => row.Version.Id,
                after => Rows(sql, [after, AccountKey.First(number + 1), AccountsAPage, .. more]))
                .Select(row => file.Decoded(row, of))
            : [];

    private IEnumerable<T> ById<T>(string source, string sql, Func<ReadRow, T> of) => file.Read(() => FindSource(source)) is { } number
        ? Paged(AccountsAPage, BeforeAll, row => row.Key, after => Rows(sql, number, after, AccountsAPage))
            .Select(row => file.Decoded(row, of))
        : [];

    // Other processes may write between two pages.
    private IEnumerable<T> Paged<T>(int most, SqlValue first, Func<T, SqlValue> keyOf, Func<SqlValue, List<T>> read)
    {
        var after = first;
        while (true)
        {
            var page = file.Read(() => read(after));
            foreach (var row in page)
                yield return row;
            if (page.Count < most)
                yield break;
            after = keyOf(page[^1]);
        }
    }

    private List<ReadRow> Rows(string sql, params ReadOnlySpan<SqlValue> values) => file.Statement(sql).List(RowOf, values);

    private ReadRow RowOf(Statement.Rows row) =>
        new(new RowVersion(row.GetInt64(0), row.GetInt64(2), file.Losses), row.Value(1), RunOf(row.GetInt64(3)), row.GetBytes(4));

    private readonly record struct ReadRow(RowVersion Version, SqlValue Key, RunStamp Run, byte[] Body)
    {
        public AccountState State => AccountBody.Read(Body, AccountKey.TextOf(Key), Run);

        public StoredAccount Account => new(State, Version.ToString());
    }
}
