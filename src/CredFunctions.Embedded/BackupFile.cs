using System.Data.Common;

namespace CredFunctions.Embedded;

/// <summary>A backup in a file that only its owner can read. It overwrites nothing, and gets its name when it is whole.</summary>
public static class BackupFile
{
    /// <param name="target">The file.</param>
    /// <param name="write">Writes the content to the file that it is given, which is empty.</param>
    /// <exception cref="EngineException">The file is there already, or cannot be written.</exception>
    public static async Task WriteAsync(string target, Func<string, Task> write)
    {
        if (Path.Exists(target))
            throw new EngineException($"\"{target}\" is there already, and a backup overwrites nothing: name another file.");

        var part = target + ".unfinished";
        try
        {
            await new FileStream(part, PrivateFile.Options(FileMode.Create, FileAccess.Write, FileShare.None)).DisposeAsync();
            await write(part);
            File.Move(part, target);
        }
        catch (Exception ex) when (ex
            is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException or DbException)
        {
            throw new EngineException($"The backup cannot be written to \"{target}\": {ex.Message}");
        }
        finally
        {
            if (File.Exists(part))
                File.Delete(part);
        }
    }
}
