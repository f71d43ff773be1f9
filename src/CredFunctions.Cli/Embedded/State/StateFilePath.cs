using Microsoft.Data.Sqlite;

namespace CredFunctions.Cli.Embedded.State;

/// <summary>The place that somebody names for a state: made where nothing is, and told of when it will not do.</summary>
internal static class StateFilePath
{
    private const int NotADatabase = 26;
    private const int CannotOpen = 14;
    private const int ReadOnly = 8;

    /// <summary>What the database says of a file, for whoever named it.</summary>
    public static string WhatIsWrong(SqliteException failed) => failed.SqliteErrorCode switch
    {
        NotADatabase => "is not a state file: name one that does not exist yet, or one that scan or watch made.",
        CannotOpen => "cannot be opened as a state file: check the path and the permissions of its folder.",
        ReadOnly => "cannot be written: check the permissions of the file and its folder.",
        _ => $"cannot be used as a state file: {failed.Message}",
    };

    /// <summary>Makes a file where there is none that only its owner can read.</summary>
    /// <remarks>Names of people are in it. SQLite gives its log the same permissions.</remarks>
    public static void MakePrivate(string path)
    {
        if (File.Exists(path) || OperatingSystem.IsWindows())
            return;

        try
        {
            new FileStream(path, new FileStreamOptions
            {
                Mode = FileMode.OpenOrCreate,
                Access = FileAccess.ReadWrite,
                UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
            }).Dispose();
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new CommandException(ExitCode.Usage, $"\"{path}\" cannot be made: {failed.Message}");
        }
    }
}
