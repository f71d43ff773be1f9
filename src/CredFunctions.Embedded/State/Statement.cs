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
        Bind(values);
        try
        {
            while (Step())
            {
                // A pragma answers with a row.
            }

            return raw.sqlite3_changes(database);
        }
        finally
        {
            Reset();
        }
    }

    /// <summary>Begins a query; the rows have to be disposed of before the statement is used again.</summary>
    public Rows Query(params ReadOnlySpan<SqlValue> values)
    {
        Bind(values);
        return new Rows(this);
    }

    /// <summary>The first column of the first row; null when there is none, or it is NULL.</summary>
    public SqlValue Value(params ReadOnlySpan<SqlValue> values)
    {
        using var rows = Query(values);
        return rows.Read() ? rows.Value(0) : default;
    }

    public void Dispose() => compiled.Dispose();

    private void Bind(ReadOnlySpan<SqlValue> values)
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
    }

    private bool Step()
    {
        var result = raw.sqlite3_step(compiled);
        if (result is raw.SQLITE_ROW)
            return true;
        if (result is not raw.SQLITE_DONE)
            Check(result);
        return false;
    }

    // The step has reported the failure already; a reset reports it again.
    private void Reset() => raw.sqlite3_reset(compiled);

    private void Check(int result)
    {
        if (result is not raw.SQLITE_OK)
            throw failure(new SqliteException(raw.sqlite3_errmsg(database).utf8_to_string(), result & 0xFF, result));
    }

    /// <summary>The rows of a query, one after the other.</summary>
    public readonly struct Rows(Statement statement) : IDisposable
    {
        public bool Read() => statement.Step();

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

        public void Dispose() => statement.Reset();
    }
}
