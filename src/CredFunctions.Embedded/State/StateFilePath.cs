using Microsoft.Data.Sqlite;

using SQLitePCL;

namespace CredFunctions.Embedded.State;

/// <summary>The path of a state file, which is made where there is none and named in every message about it.</summary>
internal static class StateFilePath
{
    private const string Backup = "put a backup in its place, or move it away and let scan or watch make a new one";

    /// <summary>What the database reports of a file, as the sentence that ends the command: what is wrong, and what to do.</summary>
    /// <param name="path">The file.</param>
    /// <param name="failed">What SQLite reports.</param>
    /// <param name="isOpening">Whether the file is only being opened: then it may be the wrong one.</param>
    public static EngineException Failure(string path, SqliteException failed, bool isOpening) => new(
        $"\"{path}\" {WhatIsWrong(failed)}",
        isUsage: isOpening && failed.SqliteErrorCode is raw.SQLITE_NOTADB or raw.SQLITE_CANTOPEN or raw.SQLITE_READONLY);

    /// <summary>What is in the file cannot be what this program wrote.</summary>
    public static EngineException Damage(string path, Exception found) =>
        new($"\"{path}\" is damaged: {Backup}. {found.Message}", isUsage: false);

    private static string WhatIsWrong(SqliteException failed) => failed.SqliteErrorCode switch
    {
        raw.SQLITE_NOTADB => "is not a state file: name one that does not exist yet, or one that scan or watch made.",
        raw.SQLITE_CANTOPEN => "cannot be opened as a state file: check the path and the permissions of its folder.",
        raw.SQLITE_READONLY => "cannot be written: check the permissions of the file and its folder.",
        raw.SQLITE_CORRUPT => $"is damaged: {Backup}.",
        raw.SQLITE_FULL => "cannot be written, since the disk is full: free some space and run the command again.",
        raw.SQLITE_IOERR => "cannot be read or written, since the disk reports an error: check the disk and its space, and run the "
            + "command again.",
        raw.SQLITE_BUSY or raw.SQLITE_LOCKED => "is in use by another program: wait until that ends, and run the command again.",
        _ => $"cannot be used as a state file: {failed.Message}",
    };

    /// <summary>Whether nothing is in it: it is not there, or was made and never written.</summary>
    public static bool IsEmpty(string path) => new FileInfo(path) is not { Exists: true, Length: > 0 };

    /// <summary>Makes a file where there is none that only its owner can read.</summary>
    /// <remarks>Names of people are in it. SQLite gives its log the same permissions.</remarks>
    public static void MakePrivate(string path)
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
}
