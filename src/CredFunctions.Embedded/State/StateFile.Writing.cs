using System.Text.Json;

namespace CredFunctions.Embedded.State;

// Reads and writes: transactions on the one connection, and those that are committed together.
internal sealed partial class StateFile
{
    // How many writes are committed together, each a chunk of up to 100 accounts with its mark, and how long the first of them waits.
    private const int MaxBatch = 2_048;
    private static readonly TimeSpan LongestBatch = TimeSpan.FromSeconds(2);

    private readonly Timer endOfBatch;
    private bool? syncs;
    private int batched;

    /// <summary>Called with a message when writes that were to be committed together were undone instead.</summary>
    public Action<string> Lost { get; set; } = _ => { };

    /// <summary>Called, with no other thread at work, when writes were undone: caches may hold what was undone.</summary>
    public Action Undone { get; set; } = () => { };

    /// <summary>
    /// Within a read or a write: how often writes were undone that others may have read. An account read before that is not saved
    /// after it.
    /// </summary>
    public long Losses { get; private set; }

    /// <summary>Reads, with no other thread at work.</summary>
    public T Read<T>(Func<T> work)
    {
        lock (gate)
            return Decoded(work, static each => each());
    }

    /// <summary>Reads with no other thread at work, after committing the writes that wait for it.</summary>
    public T ReadCommitted<T>(Func<T> work)
    {
        lock (gate)
        {
            EndBatch();
            return Decoded(work, static each => each());
        }
    }

    /// <summary>Decodes what was read; where it cannot be decoded, the file is damaged.</summary>
    public TDecoded Decoded<TRead, TDecoded>(TRead read, Func<TRead, TDecoded> decode)
    {
        try
        {
            return decode(read);
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
