using System.Runtime.InteropServices;

using Microsoft.Data.Sqlite;

using SQLitePCL;

namespace CredFunctions.Embedded.State;

/// <summary>
/// A statement that is compiled once; its parameters are <c>?1</c>, <c>?2</c> and so on. It calls SQLite directly: a command object
/// around each statement would cost more than the statement, and a million accounts would not be recorded in three times the time
/// of a bare import (docs/performance.md).
/// </summary>
internal sealed class Statement : IDisposable
{
    private readonly sqlite3 database;
    private readonly sqlite3_stmt compiled;
    private readonly Func<SqliteException, Exception> failure;

    /// <param name="connection">The database.</param>
    /// <param name="sql">The statement.</param>
    /// <param name="failure">Makes the exception of a failure that SQLite reports.</param>
    public Statement(SqliteConnection connection, string sql, Func<SqliteException, Exception> failure)
    {
        this.failure = failure;
        database = connection.Handle!;
        Check(raw.sqlite3_prepare_v2(database, sql, out compiled));
    }

    /// <summary>Returns how many rows it changed.</summary>
    public int Execute(params ReadOnlySpan<SqlValue> values)
    {
        using var rows = Query(values);
        while (rows.Read())
        {
            // A pragma answers with a row.
        }

        return raw.sqlite3_changes(database);
    }

    /// <summary>Begins a query; the rows have to be disposed of before the statement is used again.</summary>
    public Rows Query(params ReadOnlySpan<SqlValue> values)
    {
        for (var index = 0; index < values.Length; index++)
        {
            Check(values[index] switch
            {
                { Number: { } number } => raw.sqlite3_bind_int64(compiled, index + 1, number),
                { Bytes: { } bytes } => raw.sqlite3_bind_blob(compiled, index + 1, bytes),
                { Text: { } text } => raw.sqlite3_bind_text(compiled, index + 1, text),
                _ => raw.sqlite3_bind_null(compiled, index + 1),
            });
        }

        return new Rows(this);
    }

    /// <summary>Every row of a query.</summary>
    public List<T> List<T>(Func<Rows, T> of, params ReadOnlySpan<SqlValue> values)
    {
        var list = new List<T>();
        using var rows = Query(values);
        while (rows.Read())
            list.Add(of(rows));
        return list;
    }

    /// <summary>The first column of the first row; null when there is none, or it is NULL.</summary>
    public SqlValue Value(params ReadOnlySpan<SqlValue> values)
    {
        using var rows = Query(values);
        return rows.Read() ? rows.Value(0) : default;
    }

    public void Dispose() => compiled.Dispose();

    private void Check(int result)
    {
        if (result is not raw.SQLITE_OK)
            throw failure(new SqliteException(raw.sqlite3_errmsg(database).utf8_to_string(), result & 0xFF, result));
    }

    /// <summary>The rows of a query, one after the other.</summary>
    public readonly struct Rows(Statement statement) : IDisposable
    {
        public bool Read()
        {
            var result = raw.sqlite3_step(statement.compiled);
            if (result is not raw.SQLITE_ROW and not raw.SQLITE_DONE)
                statement.Check(result);
            return result is raw.SQLITE_ROW;
        }

        public long GetInt64(int column) => raw.sqlite3_column_int64(statement.compiled, column);

        public int GetInt32(int column) => raw.sqlite3_column_int(statement.compiled, column);

        public string GetString(int column) => raw.sqlite3_column_text(statement.compiled, column).utf8_to_string();

        public byte[] GetBytes(int column) => raw.sqlite3_column_blob(statement.compiled, column).ToArray();

        /// <summary>A number, a text, bytes, or null.</summary>
        public SqlValue Value(int column) => raw.sqlite3_column_type(statement.compiled, column) switch
        {
            raw.SQLITE_INTEGER => GetInt64(column),
            raw.SQLITE_TEXT => GetString(column),
            raw.SQLITE_BLOB => GetBytes(column),
            _ => default,
        };

        // The step has reported a failure already; this reports it again.
        public void Dispose() => raw.sqlite3_reset(statement.compiled);
    }
}

/// <summary>
/// The value of a column or a parameter: a number, a text, bytes, or null. A struct, since a report brings millions of them.
/// </summary>
internal readonly record struct SqlValue
{
    private readonly object? reference;

    private SqlValue(object? reference, long? number) => (this.reference, Number) = (reference, number);

    public long? Number { get; }

    public string? Text => reference as string;

    public byte[]? Bytes => reference as byte[];

    public static implicit operator SqlValue(long number) => new(null, number);

    public static implicit operator SqlValue(long? number) => new(null, number);

    public static implicit operator SqlValue(string? text) => new(text, null);

    public static implicit operator SqlValue(byte[]? bytes) => new(bytes, null);
}

/// <summary>
/// The same statement for many rows at once. Starting a statement costs as much as a row in it: with a hundred rows to a statement the
/// first report into a state stays within three times the time of a bare import (docs/performance.md). The rows left over go one by
/// one, so that two texts are compiled and not a hundred.
/// </summary>
/// <param name="text">The statement for a number of rows.</param>
internal sealed class BulkStatement(Func<int, string> text)
{
    public const int Rows = 100;

    private readonly string many = text(Rows);
    private readonly string one = text(1);

    /// <summary><c>?2, ?3, ?4</c>.</summary>
    public static string Parameters(int from, int count) => string.Join(", ", Enumerable.Range(from, count).Select(number => $"?{number}"));

    /// <summary><c>(?1, ?2), (?3, ?4)</c>.</summary>
    public static string Values(int rows, int columns) =>
        string.Join(", ", Enumerable.Range(0, rows).Select(row => $"({Parameters((row * columns) + 1, columns)})"));

    /// <summary>Runs the statement over all rows; returns how many it changed.</summary>
    /// <param name="file">The state.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="bind">Adds the values of a row.</param>
    public int Execute<T>(StateFile file, List<T> rows, Action<T, List<SqlValue>> bind)
    {
        var (changed, done) = (0, 0);
        var values = new List<SqlValue>();
        while (done < rows.Count)
        {
            var count = rows.Count - done >= Rows ? Rows : 1;
            values.Clear();
            foreach (var row in rows.GetRange(done, count))
                bind(row, values);
            changed += file.Statement(count == 1 ? one : many).Execute(CollectionsMarshal.AsSpan(values));
            done += count;
        }

        return changed;
    }
}
