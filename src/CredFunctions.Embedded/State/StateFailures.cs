using Microsoft.Data.Sqlite;

using SQLitePCL;

namespace CredFunctions.Embedded.State;

/// <summary>What the database reports of a state file, as the sentence that ends the command: what is wrong, and what to do.</summary>
internal static class StateFailures
{
    private const string Backup = "put a backup in its place, or move it away and let scan or watch make a new one";

    /// <param name="path">The file.</param>
    /// <param name="failed">What SQLite reports.</param>
    /// <param name="isOpening">Whether the file is only being opened: then it may be the wrong one.</param>
    public static EngineException Of(string path, SqliteException failed, bool isOpening) => new(
        $"\"{path}\" {WhatIsWrong(failed)}",
        failed.SqliteErrorCode switch
        {
            raw.SQLITE_NOTADB or raw.SQLITE_CANTOPEN or raw.SQLITE_READONLY when isOpening => EngineFault.Usage,
            raw.SQLITE_CANTOPEN or raw.SQLITE_READONLY or raw.SQLITE_FULL or raw.SQLITE_IOERR or raw.SQLITE_BUSY or raw.SQLITE_LOCKED
                => EngineFault.Disk,
            _ => EngineFault.Damage,
        });

    /// <summary>What is in the file cannot be what this program wrote.</summary>
    public static EngineException OfContent(string path, Exception found) =>
        new($"\"{path}\" is damaged: {Backup}. {found.Message}", EngineFault.Damage);

    private static string WhatIsWrong(SqliteException failed) => failed.SqliteErrorCode switch
    {
        raw.SQLITE_NOTADB => "is not a state file: name one that scan or watch made, or for a new state a file that does not exist.",
        raw.SQLITE_CANTOPEN => "cannot be opened as a state file: check the path and the permissions of its folder.",
        raw.SQLITE_READONLY => "cannot be written: check the permissions of the file and its folder.",
        raw.SQLITE_CORRUPT => $"is damaged: {Backup}.",
        raw.SQLITE_FULL => "cannot be written, since the disk is full: free some space and run the command again.",
        raw.SQLITE_IOERR => "cannot be read or written, since the disk reports an error: check the disk and its space, and run the "
            + "command again.",
        raw.SQLITE_BUSY or raw.SQLITE_LOCKED => "is in use by another program: wait until that ends, and run the command again.",
        _ => $"cannot be used as a state file: {failed.Message}",
    };
}
