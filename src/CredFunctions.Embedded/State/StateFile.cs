using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;

using Microsoft.Data.Sqlite;

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
internal sealed class StateFile : IDisposable
{
    // How many writes are committed together, 1,024 chunks of 100 accounts and their marks, and how long the first of them waits.
    private const int MaxBatch = 2_048;
    private static readonly TimeSpan LongestBatch = TimeSpan.FromSeconds(2);

    private readonly Lock gate = new();
    private readonly Dictionary<string, Statement> statements = new(StringComparer.Ordinal);
    private readonly SqliteConnection connection;
    private readonly string path;
    private readonly bool isTemporary;
    private readonly Timer endOfBatch;
    private bool isOpened;
    private bool? syncs;
    private long? outside;
    private int batched;

    private StateFile(SqliteConnection connection, string path, bool isTemporary)
    {
        (this.connection, this.path, this.isTemporary) = (connection, path, isTemporary);
        endOfBatch = new Timer(_ => EndBatchInTime());
    }

    /// <summary>Called with a message when writes that were to be committed together were undone instead.</summary>
    public Action<string> Lost { get; set; } = _ => { };

    /// <summary>Called, with no other thread at work, when writes were undone: caches may hold what was undone.</summary>
    public Action Undone { get; set; } = () => { };

    /// <summary>
    /// Within a read or a write: how often writes were undone that others may have read. An account read before that is not saved
    /// after it.
    /// </summary>
    public long Losses { get; private set; }

    /// <summary>Whether a file is empty: it does not exist, or was created and never written.</summary>
    public static bool IsEmpty(string path) => new FileInfo(path) is not { Exists: true, Length: > 0 };

    /// <summary>Opens a state file, and makes it where there is none.</summary>
    /// <exception cref="EngineException">The file is no state file, of another release, or inaccessible.</exception>
    public static StateFile Open(string path)
    {
        MakePrivate(path);
        return OpenFile(path, toWork: true);
    }

    /// <summary>Opens a state file that has to be there.</summary>
    /// <exception cref="EngineException">It does not exist, or is not a state file.</exception>
    public static StateFile OpenExisting(string path) => File.Exists(path)
        ? OpenFile(path, toWork: false)
        : throw new EngineException($"\"{path}\" does not exist: name the file that scan or watch keeps its state in.");

    /// <summary>A state that is deleted when it is closed, in a temporary file without a name.</summary>
    public static StateFile OpenTemporary() =>
        Open("a temporary file", new SqliteConnectionStringBuilder { DataSource = "", Pooling = false }, opening =>
            opening.Prepare(isTemporary: true));

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

    /// <summary>
    /// Copies the state as it is now into one file, without a log. The copy gets its name when it is whole; others go on working
    /// meanwhile.
    /// </summary>
    /// <exception cref="EngineException">The file is there already, or cannot be written.</exception>
    public void BackUp(string target)
    {
        if (Path.Exists(target))
            throw new EngineException($"\"{target}\" is there already, and a backup overwrites nothing: name another file.");

        var part = target + ".unfinished";
        try
        {
            new FileStream(part, PrivateFile.Options(FileMode.Create, FileAccess.Write, FileShare.None)).Dispose();
            CopyTo(part);
            File.Move(part, target);
        }
        catch (Exception ex) when (ex
            is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException or SqliteException)
        {
            throw new EngineException($"The backup cannot be written to \"{target}\": {ex.Message}");
        }
        finally
        {
            if (File.Exists(part))
                File.Delete(part);
        }
    }

    /// <summary>Whether another process has changed the state since this was asked last.</summary>
    public bool HasChangedOutside() => Read(() =>
    {
        var now = Statement("PRAGMA data_version").Value().Number!.Value;
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

    /// <summary>Reads with no other thread at work, after committing the writes that wait for it.</summary>
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
            throw StateFailures.OfContent(path, ex);
        }
    }

    /// <summary>Writes in one transaction, with no other thread at work; undone where the work throws, or its result is not kept.</summary>
    /// <param name="isSynced">Whether a power cut right after it must not undo it.</param>
    /// <param name="work">The writes.</param>
    /// <param name="keeps">Whether to keep a result; every one by default.</param>
    public T Write<T>(bool isSynced, Func<T> work, Func<T, bool>? keeps = null)
    {
        lock (gate)
        {
            EndBatch();
            Sync(isSynced);
            return Try("BEGIN IMMEDIATE", "COMMIT", "ROLLBACK", work, keeps);
        }
    }

    /// <summary>
    /// Writes all or nothing, committed together with the other writes of a moment: for rows that are written again if they are
    /// lost. An account is a page of an index, and a commit writes a page once. Where the commit fails, <see cref="Lost"/> is called,
    /// and <see cref="ReadCommitted"/> finds none of it.
    /// </summary>
    public T WriteSoon<T>(Func<T> work, Func<T, bool>? keeps = null)
    {
        lock (gate)
        {
            if (batched == 0)
            {
                Sync(isSynced: false);
                Statement("BEGIN IMMEDIATE").Execute();
                endOfBatch.Change(LongestBatch, Timeout.InfiniteTimeSpan);
            }

            batched++;
            T result;
            try
            {
                result = Try("SAVEPOINT part", "RELEASE part", "ROLLBACK TO part", work, keeps);
            }
            catch (Exception ex)
            {
                // A full disk may have undone the whole transaction already: what is left of it is unknown.
                Abandon(ex);
                throw;
            }

            if (batched == MaxBatch)
                EndBatch();
            return result;
        }
    }

    /// <summary>A statement, compiled at its first use; for use within <see cref="Read"/> or <see cref="Write"/>.</summary>
    public Statement Statement(string sql)
    {
        if (!statements.TryGetValue(sql, out var statement))
            statements[sql] = statement = new Statement(connection, sql, Failure);
        return statement;
    }

    private static StateFile OpenFile(string path, bool toWork) => Open(
        path,
        new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadWriteCreate, Pooling = false },
        opening =>
        {
            opening.Prepare(isTemporary: false);
            opening.RefuseWithoutLog(toWork);
            if (toWork)
                opening.Count();
        });

    private static StateFile Open(string path, SqliteConnectionStringBuilder settings, Action<StateOpening> prepare)
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
            if (ex is SqliteException refused)
                throw file.Failure(refused);
            throw;
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

    private T Try<T>(string begin, string keep, string undo, Func<T> work, Func<T, bool>? keeps)
    {
        Statement(begin).Execute();
        var isKept = false;
        try
        {
            var result = work();
            if (keeps is null || keeps(result))
            {
                Statement(keep).Execute();
                isKept = true;
            }

            return result;
        }
        finally
        {
            if (!isKept)
            {
                if (IsInTransaction)
                    Statement(undo).Execute();
                Undone();
            }
        }
    }

    private bool IsInTransaction => SQLitePCL.raw.sqlite3_get_autocommit(connection.Handle) == 0;

    // Undone together with the chunks' marks: the completion misses them, and the report is read again.
    private void Abandon(Exception failed)
    {
        batched = 0;
        if (IsInTransaction)
            Statement("ROLLBACK").Execute();
        Losses++;
        Undone();
        Lost(failed.Message);
    }

    private EngineException Failure(SqliteException failed) => StateFailures.Of(path, failed, isOpening: !isOpened);

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
