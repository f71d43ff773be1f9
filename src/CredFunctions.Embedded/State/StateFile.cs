using Microsoft.Data.Sqlite;

using SQLitePCL;

namespace CredFunctions.Embedded.State;

/// <summary>
/// The SQLite database that holds the state of the embedded engine: one connection, used by one thread at a time.
/// </summary>
/// <remarks>
/// The journal is a write-ahead log, so a killed process loses nothing that was committed. Against a power cut there are two guarantees.
/// What others rely on (lanes, reports, notifications, policies) is synced to the disk at its commit, and with it everything
/// committed before, since the log is one sequence. Recorded accounts are neither synced nor committed one by one: a power cut, or
/// a kill of the process, may undo the last of them together with their chunks' marks, and they are recorded again.
/// </remarks>
internal sealed partial class StateFile : IDisposable
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, Statement> statements = new(StringComparer.Ordinal);
    private readonly SqliteConnection connection;
    private readonly string path;
    private readonly bool isTemporary;
    private bool isOpened;
    private long? outside;

    private StateFile(SqliteConnection connection, string path, bool isTemporary)
    {
        (this.connection, this.path, this.isTemporary) = (connection, path, isTemporary);
        endOfBatch = new Timer(_ => EndBatchInTime());
    }

    /// <summary>Whether a file is empty: it does not exist, or was created and never written.</summary>
    public static bool IsEmpty(string path) => new FileInfo(path) is not { Exists: true, Length: > 0 };

    /// <summary>Opens a state file, and makes it where there is none.</summary>
    /// <exception cref="EngineException">The file is no state file, of another release, or inaccessible.</exception>
    public static StateFile Open(string path)
    {
        MakePrivate(path);
        return OpenFile(path, toWork: true);
    }

    /// <summary>Opens a state file that has to be there; only to read it, where it or its folder cannot be written.</summary>
    /// <exception cref="EngineException">It does not exist, or is not a state file.</exception>
    public static StateFile OpenExisting(string path) => File.Exists(path)
        ? OpenFile(path, toWork: false)
        : throw new EngineException($"\"{path}\" does not exist: name the file that scan or watch keeps its state in.");

    /// <summary>A state that is deleted when it is closed, in a temporary file without a name.</summary>
    public static StateFile OpenTemporary() =>
        Open("a temporary file", new SqliteConnectionStringBuilder { DataSource = "", Pooling = false }, opening =>
            opening.Prepare(StateUse.Temporary));

    public void Dispose()
    {
        lock (gate)
        {
            endOfBatch.Dispose();
            EndBatchInTime();
        }

        foreach (var statement in statements.Values)
            statement.Dispose();
        connection.Dispose();
    }

    /// <summary>The ids of all reports that the state knows, of whatever source.</summary>
    public IReadOnlySet<string> ReportIds() =>
        Read(() => Statement("SELECT report_id FROM reports").List(row => row.GetString(0))).ToHashSet(StringComparer.Ordinal);

    /// <summary>When a watch last searched the state and its folder for unfinished work; null before the first time.</summary>
    public DateTimeOffset? SweptAt() => Read(() =>
        Statement("SELECT count(*) FROM sqlite_schema WHERE name = 'sweeps'").Value().Number is 1
            && Statement("SELECT max(at) FROM sweeps").Value().Number is { } ticks
            ? new DateTimeOffset(ticks, TimeSpan.Zero)
            : (DateTimeOffset?)null);

    /// <summary>Notes a search.</summary>
    public void Swept(DateTimeOffset at) => Write(isSynced: false, () =>
    {
        // Only a state that is watched has it.
        Statement("CREATE TABLE IF NOT EXISTS sweeps (at INTEGER NOT NULL)").Execute();
        Statement("DELETE FROM sweeps").Execute();
        return Statement("INSERT INTO sweeps VALUES (?)").Execute(at.UtcTicks);
    });

    /// <summary>Copies the state as it is now into one file, without a log. Others go on working meanwhile.</summary>
    /// <exception cref="EngineException">The file is there already, or cannot be written.</exception>
    public Task BackUpAsync(string target) => BackupFile.WriteAsync(target, part =>
    {
        CopyTo(part);
        return Task.CompletedTask;
    });

    /// <summary>Whether another process has changed the state since this was asked last.</summary>
    public bool HasChangedOutside() => Read(() =>
    {
        var now = Statement("PRAGMA data_version").Value().Number!.Value;
        var hasChanged = outside is { } before && before != now;
        outside = now;
        return hasChanged;
    });

    /// <summary>A statement, compiled at its first use; for use within <see cref="Read"/> or <see cref="Write"/>.</summary>
    public Statement Statement(string sql)
    {
        if (!statements.TryGetValue(sql, out var statement))
            statements[sql] = statement = new Statement(
                connection, sql, failed => isOpened ? Failure(failed) : failed);
        return statement;
    }

    private static StateFile OpenFile(string path, bool toWork) => Open(
        path,
        new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadWriteCreate, Pooling = false },
        opening =>
        {
            opening.Prepare(StateUse.Lasting);
            opening.RefuseWithoutLog(toWork);
            if (toWork)
                opening.Count();
        },
        toWork ? null : () => OpenToRead(path));

    // Without a log nothing is missing from the file, and no process that could write is at work on it.
    private static StateFile OpenToRead(string path) => Open(
        path,
        new SqliteConnectionStringBuilder
        {
            DataSource = File.Exists($"{path}-wal")
                ? path
                : $"file:{Uri.EscapeDataString(Path.GetFullPath(path)).Replace("%2F", "/", StringComparison.Ordinal)}?immutable=1",
            Mode = SqliteOpenMode.ReadOnly,
            Pooling = false,
        },
        opening =>
        {
            opening.Prepare(StateUse.ReadOnly);
            opening.RefuseWithoutLog(toWork: false);
        });

    private static StateFile Open(
        string path, SqliteConnectionStringBuilder settings, Action<StateOpening> prepare, Func<StateFile>? openToRead = null)
    {
        var connection = new SqliteConnection(settings.ToString());
        var file = new StateFile(connection, path, isTemporary: settings.DataSource.Length == 0);
        var opening = new StateOpening(file, connection, path);
        try
        {
            connection.Open();
            prepare(opening);
            file.isOpened = true;
            return file;
        }
        catch (Exception ex)
        {
            file.Dispose();
            opening.KeepLog();
            if (ex is not SqliteException refused)
                throw;
            if (openToRead is not null && refused.SqliteErrorCode is raw.SQLITE_CANTOPEN or raw.SQLITE_READONLY)
                return openToRead();
            throw file.Failure(refused);
        }
    }

    // Names of people are in it. SQLite gives its log the same permissions.
    private static void MakePrivate(string path)
    {
        if (File.Exists(path) || OperatingSystem.IsWindows())
            return;

        try
        {
            new FileStream(path, PrivateFile.Options(FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read)).Dispose();
        }
        catch (Exception ex) when (ex is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new EngineException($"\"{path}\" cannot be made: {ex.Message}");
        }
    }

    private void CopyTo(string target)
    {
        using var copy = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = target, Pooling = false }.ToString());
        copy.Open();
        lock (gate)
            connection.BackupDatabase(copy);
        using var inOneFile = copy.CreateCommand();
        inOneFile.CommandText = "PRAGMA journal_mode = DELETE";
        inOneFile.ExecuteNonQuery();
    }

    private EngineException Failure(SqliteException failed) => StateFailures.Of(path, failed, isOpening: !isOpened);
}
