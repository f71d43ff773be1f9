using Microsoft.Data.Sqlite;

namespace CredFunctions.Embedded.State;

/// <summary>A copy of a state in one file. It is written under another name, and has its own when it is whole.</summary>
internal static class StateBackup
{
    private const string Unfinished = ".unfinished";

    /// <exception cref="EngineException">The file is there already, or cannot be written.</exception>
    public static void Write(StateFile state, string path)
    {
        if (Path.Exists(path))
            throw new EngineException($"\"{path}\" is there already, and a backup overwrites nothing: name another file.");

        var part = path + Unfinished;
        try
        {
            new FileStream(part, PrivateFile.Options(FileMode.Create, FileAccess.Write, FileShare.None)).Dispose();
            state.CopyTo(part);
            File.Move(part, path);
        }
        catch (Exception ex) when (ex
            is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException or SqliteException)
        {
            throw new EngineException($"The backup cannot be written to \"{path}\": {ex.Message}");
        }
        finally
        {
            if (File.Exists(part))
                File.Delete(part);
        }
    }
}
