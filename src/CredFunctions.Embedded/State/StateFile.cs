using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;

using Microsoft.Data.Sqlite;

namespace CredFunctions.Embedded.State;

/// <summary>
/// The SQLite database that the embedded engine keeps its state in: one connection, used by one thread at a time.
/// </summary>
/// <remarks>
/// The journal is a write-ahead log, so a killed process loses nothing that was committed. Against a power cut there are two
/// strengths. What the outside relies on (lanes, reports, notifications, policies) is synced to the disk at its commit, and
/// everything committed before with it, since the log is one sequence. Recorded accounts are neither synced each
/// time nor committed each by itself: a power cut, or whoever kills the process, may undo the last of them together with
/// their chunks' markers, and they are recorded again.
/// </remarks>
internal sealed class StateFile : IDisposable
{
    private const string Log = "-wal";

    // Milliseconds that one process waits for another's transaction, which are short.
    private const int BusyTimeout = 30_000;

    // Writes that are committed together, 1,024 chunks of 100 accounts and their markers, and how long the first of them waits.
    private const int MaxBatch = 2_048;
    private static readonly TimeSpan LongestBatch = TimeSpan.FromSeconds(2);

    private readonly Lock gate = new();
    private readonly Dictionary<string, Statement> statements = new(StringComparer.Ordinal);
    private readonly List<Action> forgets = [];
    private readonly SqliteConnection connection;
    private readonly string path;
    private readonly bool isTemporary;
    private bool isOpened;
    private bool isMarking;
    private bool? syncs;
    private readonly Timer endOfBatch;
    private long? outside;
    private int batched;

    private StateFile(SqliteConnection connection, string path, bool isTemporary)
    {
        endOfBatch = new Timer(_ => EndBatchInTime());
        this.connection = connection;
        this.path = path;
        this.isTemporary = isTemporary;
    }

    /// <summary>Called with a message when writes that were to be committed together were undone instead.</summary>
    public Action<string> Lost { get; set; } = _ => { };

    /// <summary>
    /// Within a read or a write: how often writes were undone that others may have read. What was read before is not saved after.
    /// </summary>
    public long Losses { get; private set; }

    /// <summary>Opens a state file, and makes it where there is none.</summary>
    /// <exception cref="EngineException">The file is something else, of another release, or out of reach.</exception>
    public static StateFile Open(string path)
    {
        StateFilePath.MakePrivate(path);
        return OpenFile(path, toWork: true);
    }

    /// <summary>Opens a state file that has to be there.</summary>
    /// <exception cref="EngineException">It is not, or it is no state file.</exception>
    public static StateFile OpenExisting(string path) => File.Exists(path)
        ? OpenFile(path, toWork: false)
        : throw new EngineException($"\"{path}\" is not there: name the file that scan or watch keeps its state in.");

    /// <summary>A state that goes when it is closed. It lies in a temporary file without a name.</summary>
    public static StateFile OpenTemporary() =>
        Open("a temporary file", new SqliteConnectionStringBuilder { DataSource = "", Pooling = false }, file => file.Prepare());

    /// <summary>
    /// Has something called, with no other thread at work, when writes were undone: what was remembered of them may be wrong.
    /// </summary>
    public void WhenUndone(Action forget) => forgets.Add(forget);

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
    public IReadOnlySet<string> ReportIds() => Read(() =>
    {
        var ids = new HashSet<string>(StringComparer.Ordinal);
        using var rows = Statement("SELECT DISTINCT report_id FROM reports").Query();
        while (rows.Read())
            ids.Add(rows.GetString(0));
        return ids;
    });

    /// <summary>Copies the state as it is now into a database of its own, without a log. Others go on working meanwhile.</summary>
    public void CopyTo(string path)
    {
        using var copy = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        copy.Open();
        lock (gate)
            connection.BackupDatabase(copy);
        using var inOneFile = copy.CreateCommand();
        inOneFile.CommandText = "PRAGMA journal_mode = DELETE";
        inOneFile.ExecuteNonQuery();
    }

    /// <summary>Whether another process has changed the state since this was asked last.</summary>
    public bool HasChangedOutside() => Read(() =>
    {
        var now = Pragma("data_version");
        var hasChanged = outside is { } before && before != now;
        outside = now;
        return hasChanged;
    });

    /// <summary>Reads, with no other thread at work.</summary>
    public T Read<T>(Func<T> work)
    {
        lock (gate)
            return Decoded(work);
    }

    /// <summary>Reads what is committed, with no other thread at work: what waits to be committed is committed first.</summary>
    public T ReadCommitted<T>(Func<T> work)
    {
        lock (gate)
        {
            EndBatch();
            return Decoded(work);
        }
    }

    /// <summary>Decodes what was read; where it cannot be decoded, the file is damaged.</summary>
    public T Decoded<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception ex) when (ex is InvalidDataException or JsonException)
        {
            throw StateFilePath.Damage(path, ex);
        }
    }

    /// <summary>Writes in one transaction, with no other thread at work; what gives false, or throws, is undone.</summary>
    /// <param name="isSynced">Whether a power cut right after it must not undo it.</param>
    /// <param name="work">The writes.</param>
    public bool Write(bool isSynced, Func<bool> work)
    {
        lock (gate)
        {
            EndBatch();
            Sync(isSynced);
            return Try("BEGIN IMMEDIATE", "COMMIT", "ROLLBACK", work);
        }
    }

    /// <summary>
    /// Writes all or nothing, committed together with what is written within a moment: for what is written again should it be
    /// lost. An account is a page of an index, and a page is written once a commit. Where the commit fails, <see cref="Lost"/>
    /// is called, and <see cref="ReadCommitted"/> finds none of it.
    /// </summary>
    public bool WriteSoon(Func<bool> work)
    {
        lock (gate)
        {
            BeginBatch();
            bool isDone;
            try
            {
                isDone = Try("SAVEPOINT part", "RELEASE part", "ROLLBACK TO part", work);
            }
            catch (Exception ex)
            {
                // A full disk may have undone the whole transaction already, and nobody knows what is left of it.
                Abandon(ex);
                throw;
            }

            if (++batched > MaxBatch)
                EndBatch();
            return isDone;
        }
    }

    /// <summary>A statement, compiled at its first use; for use within <see cref="Read"/> or <see cref="Write"/>.</summary>
    public Statement Statement(string sql)
    {
        if (!statements.TryGetValue(sql, out var statement))
            statements[sql] = statement = new Statement(connection, sql, Failure);
        return statement;
    }

    // SQLite makes a log where there is none, so it is looked for before.
    private static StateFile OpenFile(string path, bool toWork)
    {
        var hasLog = File.Exists(path + Log);
        return Open(
            path, new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadWriteCreate, Pooling = false }, file =>
        {
            file.Prepare();
            file.RefuseWithoutLog(path, hasLog, toWork);
            if (toWork)
                file.MarkOpened();
        });
    }

    // The log of a file that is closed goes, and with it the sign that the mark was only begun: an empty one stands for it.
    private static void KeepLog(string path)
    {
        try
        {
            using var log = new FileStream(path + Log, PrivateFile.Options(FileMode.OpenOrCreate, FileAccess.Write, FileShare.ReadWrite));
        }
        catch (Exception ex) when (ex is IOException or UnauthorizedAccessException)
        {
            // The earlier failure is what people are shown.
        }
    }

    private static StateFile Open(string path, SqliteConnectionStringBuilder settings, Action<StateFile> prepare)
    {
        var connection = new SqliteConnection(settings.ToString());
        var file = new StateFile(connection, path, isTemporary: settings.DataSource.Length == 0);
        try
        {
            connection.Open();
            prepare(file);
            file.isOpened = true;
            return file;
        }
        catch (Exception ex)
        {
            file.Dispose();
            if (file.isMarking)
                KeepLog(path);
            if (ex is SqliteException refused)
                throw StateFilePath.Failure(path, refused, isOpening: true);
            throw;
        }
    }

    private void Prepare()
    {
        var version = Pragma("user_version");
        var isForeign = Pragma("application_id") != StateSchema.ApplicationId && Tables() > 0;
        if (isForeign)
            throw new EngineException($"\"{path}\" is a database of another program: name a file of its own for the state.");
        if (version > StateSchema.Format)
            throw new EngineException($"\"{path}\" was written by a later release of credfunctions: use that one.");
        if (version < StateSchema.Format && Tables() > 0)
            throw new EngineException(
                $"\"{path}\" is of an older format ({version}) than this release reads ({StateSchema.Format}): " +
                "move it away, and scan or watch the reports again, which makes a new one.");

        SQLitePCL.raw.sqlite3_busy_timeout(connection.Handle, BusyTimeout);
        Statement("PRAGMA journal_mode = WAL").Value();
        Statement("PRAGMA cache_size = -65536").Execute();

        // 64 MiB of log before it is carried over: an account row that changes again meanwhile is carried over once.
        Statement("PRAGMA wal_autocheckpoint = 16384").Value();
        Statement("PRAGMA temp_store = MEMORY").Execute();
        if (isTemporary)
            Statement("PRAGMA synchronous = OFF").Execute();
        if (version < StateSchema.Format)
            Write(isSynced: true, Create);
    }

    private void RefuseWithoutLog(string path, bool hasLog, bool toWork)
    {
        if (Statement("SELECT count(*) FROM opened WHERE times <> logged").Value().Number == 0)
            return;

        // Another process may have come to work on it just now, with its log.
        if (!hasLog && (toWork || !StateClaim.IsHeld(path)))
        {
            throw new EngineException(
                $"\"{path}\" is not whole, since \"{path}{Log}\" is missing: the file was copied while it was in use, or its log was deleted. " +
                "Put the log beside it, or restore a backup made by \"credfunctions backup\".");
        }

        // Killed between the two steps of the mark, before anything else was written.
        Write(isSynced: true, EqualMark);
    }

    // A process that opens a state to work on it counts up in the file itself, and writes to the log alone that it did. Ended
    // in an orderly way, it carries the log over. A file that was copied without its log knows of the first and not of the second.
    private void MarkOpened()
    {
        isMarking = true;
        Write(isSynced: true, () => Statement("UPDATE opened SET times = times + 1").Execute() > 0);
        Statement("PRAGMA wal_checkpoint(PASSIVE)").Value();
        Write(isSynced: true, EqualMark);
        isMarking = false;
    }

    private bool EqualMark() => Statement("UPDATE opened SET logged = times").Execute() > 0;

    private bool Create()
    {
        // Another process may have done it while this one waited for its turn.
        if (Pragma("user_version") == StateSchema.Format)
            return true;

        Once(StateSchema.Tables);
        Once(string.Create(CultureInfo.InvariantCulture, $"PRAGMA user_version = {StateSchema.Format}"));
        Once(string.Create(CultureInfo.InvariantCulture, $"PRAGMA application_id = {StateSchema.ApplicationId}"));
        return true;
    }

    [SuppressMessage("Security", "CA2100", Justification = "Every text is a constant of this program.")]
    private void Once(string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private long Pragma(string name) => Statement($"PRAGMA {name}").Value().Number!.Value;

    private long Tables() => Statement("SELECT count(*) FROM sqlite_schema").Value().Number!.Value;

    private bool Try(string begin, string keep, string undo, Func<bool> work)
    {
        Statement(begin).Execute();
        var isDone = false;
        try
        {
            isDone = work();
            if (isDone)
                Statement(keep).Execute();
            return isDone;
        }
        catch
        {
            isDone = false;
            throw;
        }
        finally
        {
            if (!isDone)
            {
                if (IsInTransaction)
                    Statement(undo).Execute();
                Forget();
            }
        }
    }

    private bool IsInTransaction => SQLitePCL.raw.sqlite3_get_autocommit(connection.Handle) == 0;

    private void Forget()
    {
        foreach (var forget in forgets)
            forget();
    }

    // Undone, chunk markers and all: the completion will miss them, and the report is read again.
    private void Abandon(Exception failed)
    {
        batched = 0;
        if (IsInTransaction)
            Statement("ROLLBACK").Execute();
        Losses++;
        Forget();
        Lost(failed.Message);
    }

    private EngineException Failure(SqliteException failed) => StateFilePath.Failure(path, failed, isOpening: !isOpened);

    private void BeginBatch()
    {
        if (batched > 0)
            return;

        Sync(isSynced: false);
        Statement("BEGIN IMMEDIATE").Execute();
        batched = 1;
        endOfBatch.Change(LongestBatch, Timeout.InfiniteTimeSpan);
    }

    private void EndBatch()
    {
        if (batched == 0)
            return;

        try
        {
            Statement("COMMIT").Execute();
            batched = 0;
        }
        catch (EngineException ex)
        {
            Abandon(ex);
            throw;
        }
    }

    // Another process may wait for its turn.
    private void EndBatchInTime()
    {
        lock (gate)
        {
            try
            {
                EndBatch();
            }
            catch (EngineException)
            {
                // The writers have returned already. The loss has been reported, and the completion finds no mark of theirs.
            }
        }
    }

    private void Sync(bool isSynced)
    {
        if (isTemporary || syncs == isSynced)
            return;
        Statement(isSynced ? "PRAGMA synchronous = FULL" : "PRAGMA synchronous = NORMAL").Execute();
        syncs = isSynced;
    }
}
