using System.Diagnostics.CodeAnalysis;

using Microsoft.Data.Sqlite;

namespace CredFunctions.Cli.Embedded.State;

/// <summary>A statement that is compiled once; its parameters are <c>?1</c>, <c>?2</c> and so on.</summary>
internal sealed class Statement : IDisposable
{
    private readonly SqliteCommand command;

    [SuppressMessage("Security", "CA2100", Justification = "Every text is a constant of this program.")]
    public Statement(SqliteConnection connection, string sql)
    {
        command = connection.CreateCommand();
        command.CommandText = sql;
    }

    /// <summary>Gives how many rows it changed.</summary>
    public int Execute(params ReadOnlySpan<object?> values)
    {
        Bind(values);
        return command.ExecuteNonQuery();
    }

    public SqliteDataReader Query(params ReadOnlySpan<object?> values)
    {
        Bind(values);
        return command.ExecuteReader();
    }

    /// <summary>The first column of the first row; null when there is none, or it is NULL.</summary>
    public object? Value(params ReadOnlySpan<object?> values)
    {
        Bind(values);
        return command.ExecuteScalar() is { } value and not DBNull ? value : null;
    }

    public void Dispose() => command.Dispose();

    private void Bind(ReadOnlySpan<object?> values)
    {
        for (var index = 0; index < values.Length; index++)
        {
            if (index == command.Parameters.Count)
                command.Parameters.Add(new SqliteParameter { ParameterName = $"?{index + 1}" });
            command.Parameters[index].Value = values[index] ?? DBNull.Value;
        }
    }
}
