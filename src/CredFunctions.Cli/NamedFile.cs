namespace CredFunctions.Cli;

/// <summary>A file that was named at the command line.</summary>
internal static class NamedFile
{
    /// <param name="path">Its path; <c>-</c> for stdin.</param>
    /// <param name="ifFolder">The message for a folder.</param>
    /// <param name="open">Opens it.</param>
    /// <exception cref="CommandException">It does not exist or cannot be read.</exception>
    public static T Open<T>(string path, string ifFolder, Func<T> open)
    {
        if (path is not "-" && Directory.Exists(path))
            throw Unreadable(ifFolder);
        try
        {
            return open();
        }
        catch (Exception ex) when (ex is FileNotFoundException or DirectoryNotFoundException)
        {
            throw Unreadable("does not exist: check the path.");
        }
        catch (UnauthorizedAccessException)
        {
            throw Unreadable("cannot be read: permission is denied.");
        }
        catch (Exception ex) when (ex is IOException or ArgumentException or NotSupportedException)
        {
            throw Unreadable($"cannot be read: {ex.Message}");
        }

        CommandException Unreadable(string why) => new($"\"{path}\" {why}");
    }
}
