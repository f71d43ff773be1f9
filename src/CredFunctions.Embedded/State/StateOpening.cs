using Microsoft.Data.Sqlite;

namespace CredFunctions.Embedded.State;

/// <summary>
/// Opens a state file: refuses any other file, makes the tables of a new one, and refuses a file that was copied without its log.
/// </summary>
/// <remarks>
/// A process that opens a state to work on it increases a count in the file itself, and writes only to the log that it did. When it
/// exits cleanly, it merges the log into the file. A file that was copied without its log has the first mark and not the second.
/// </remarks>
internal sealed class StateOpening(StateFile file, SqliteConnection connection, string path)
{
    // Milliseconds that one process waits for another's transaction; they are short.
    private const int BusyTimeout = 30_000;

    private readonly string log = path + "-wal";

    // SQLite makes a log when it opens the file.
    private readonly bool hadLog = File.Exists(path + "-wal");

    // Whether the two steps of the count have begun and not ended.
    private bool isMarking;

    /// <summary>Prepares the connection, and makes the tables where there are none.</summary>
    /// <exception cref="EngineException">The file is something else, or of another release.</exception>
    public void Prepare(StateUse use)
    {
        var version = Number("PRAGMA user_version");
        var hasTables = Number("SELECT count(*) FROM sqlite_schema") > 0;
        if (hasTables && Number("PRAGMA application_id") != StateSchema.ApplicationId)
            throw new EngineException($"\"{path}\" is a database of another program: name a file of its own for the state.");
        if (version > StateSchema.Format)
            throw new EngineException($"\"{path}\" was written by a later release of credfunctions: use that one.");
        if (hasTables && version < StateSchema.Format)
            throw new EngineException(
                $"\"{path}\" is of an older format ({version}) than this release reads ({StateSchema.Format}): " +
                "move it away, and scan or watch the reports again, which makes a new one.");

        SQLitePCL.raw.sqlite3_busy_timeout(connection.Handle, BusyTimeout);
        if (use is not StateUse.ReadOnly)
            file.Statement("PRAGMA journal_mode = WAL").Execute();

        // 32 MiB: twice as much took 35 MiB more at a million accounts and saved no time.
        file.Statement("PRAGMA cache_size = -32768").Execute();

        // 64 MiB of log before it is merged: an account row that changes again meanwhile is merged once.
        file.Statement("PRAGMA wal_autocheckpoint = 16384").Execute();
        file.Statement("PRAGMA temp_store = MEMORY").Execute();
        if (use is StateUse.Temporary)
            file.Statement("PRAGMA synchronous = OFF").Execute();
        if (version < StateSchema.Format)
            file.Write(isSynced: true, Create);
    }

    /// <summary>Refuses a file whose count and log do not match.</summary>
    /// <param name="toWork">Whether it is opened to work on it.</param>
    public void RefuseWithoutLog(bool toWork)
    {
        if (Number("SELECT count(*) FROM opened WHERE times <> logged") == 0)
            return;

        // Another process may have opened it to work on it just now, with its log.
        if (!hadLog && (toWork || !StateClaim.IsHeld(path)))
        {
            throw new EngineException(
                $"\"{path}\" is not whole, since \"{log}\" is missing: the file was copied while it was in use, or its log was deleted. " +
                "Put the log beside it, or restore a backup made by \"credfunctions backup\".");
        }

        // A process was killed between the two steps of the count, before anything else was written.
        EqualCount();
    }

    /// <summary>Counts in the file, and then in the log, that a process works on it.</summary>
    public void Count()
    {
        isMarking = true;
        file.Write(isSynced: true, () => file.Statement("UPDATE opened SET times = times + 1").Execute());
        file.Statement("PRAGMA wal_checkpoint(PASSIVE)").Execute();
        EqualCount();
        isMarking = false;
    }

    /// <summary>
    /// Leaves an empty log beside a file whose opening failed between the two steps: SQLite removes the log when it closes the file,
    /// and without one the file would be taken for a copy.
    /// </summary>
    public void KeepLog()
    {
        if (!isMarking)
            return;
        try
        {
            new FileStream(log, PrivateFile.Options(FileMode.OpenOrCreate, FileAccess.Write, FileShare.ReadWrite)).Dispose();
        }
        catch (Exception ex) when (ex is IOException or UnauthorizedAccessException)
        {
            // The earlier failure is the one to report.
        }
    }

    private void EqualCount() => file.Write(isSynced: true, () => file.Statement("UPDATE opened SET logged = times").Execute());

    private int Create()
    {
        // Another process may have made them while this one waited for its turn.
        if (Number("PRAGMA user_version") == StateSchema.Format)
            return 0;

        using var command = connection.CreateCommand();
        command.CommandText = StateSchema.Tables;
        return command.ExecuteNonQuery();
    }

    private long Number(string query) => file.Statement(query).Value().Number!.Value;
}

/// <summary>What a state file is opened for.</summary>
internal enum StateUse
{
    /// <summary>It lasts.</summary>
    Lasting,

    /// <summary>It is gone when it is closed.</summary>
    Temporary,

    /// <summary>It, or its folder, cannot be written.</summary>
    ReadOnly,
}
