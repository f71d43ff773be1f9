using System.Text;

namespace CredFunctions.Embedded.Inbox;

/// <summary>
/// Takes files out of the inbox. Each step may find the one before it half done: the reason is written first and the file
/// renamed last, so a file that has left the inbox has its reason beside it. Nothing is ever overwritten but a reason.
/// </summary>
internal sealed class FileArchive(WatchedFolder folder, TimeProvider time)
{
    /// <summary>The ending of the file with the reason, beside an archived file.</summary>
    public const string Reason = ".reason.txt";

    /// <summary>Moves a file, if it still is the version that was judged; returns its new path, or null.</summary>
    /// <param name="name">Its name in the inbox.</param>
    /// <param name="version">The version that was judged.</param>
    /// <param name="target">The folder it goes to.</param>
    /// <param name="reason">What is written beside it; null for nothing.</param>
    /// <exception cref="IOException">It cannot be moved there.</exception>
    public string? Move(string name, string version, string target, string? reason)
    {
        if (folder.PathOf(name) is not { } path || folder.VersionOf(name) is not { } found || found.ToString() != version)
            return null;

        folder.Make(target);
        DeleteMarker(path);
        var archivedAt = time.GetUtcNow().UtcDateTime;
        var archive = Free(target, number => ArchiveName.Of(Path.GetFileName(path), found.WrittenAt, archivedAt, number));
        if (reason is not null)
            Write(archive + Reason, reason);
        if (!IsMoved(path, archive))
            return null;
        if (FileVersion.Of(archive) == found)
        {
            PrivateFile.Protect(archive);
            return archive;
        }

        // Another file took its place between the look and the move, and that one has not been judged.
        if (reason is not null)
            File.Delete(archive + Reason);
        File.Move(archive, File.Exists(path)
            ? Free(Path.GetDirectoryName(path)!, number => ArchiveName.Of(Path.GetFileName(path), found.WrittenAt, archivedAt, number))
            : path);
        return null;
    }

    private static bool IsMoved(string path, string archive)
    {
        try
        {
            File.Move(path, archive);
            return true;
        }
        catch (FileNotFoundException)
        {
            return false;
        }
    }

    // A name that leaves no room for the marker's ending has none.
    private static void DeleteMarker(string path)
    {
        try
        {
            File.Delete(path + InboxName.AcceptMarker);
        }
        catch (PathTooLongException)
        {
            // No file can be called that.
        }
    }

    private static string Free(string target, Func<int, string> nameOf)
    {
        var number = 1;
        while (Path.Exists(Path.Combine(target, nameOf(number))))
            number++;
        return Path.Combine(target, nameOf(number));
    }

    private static void Write(string path, string reason)
    {
        try
        {
            using var file = new FileStream(path, PrivateFile.Options(FileMode.Create, FileAccess.Write, FileShare.Read));
            file.Write(Encoding.UTF8.GetBytes(reason + "\n"));
            file.Flush(flushToDisk: true);
        }
        catch (IOException)
        {
            // A full disk takes the file and not the text.
            File.Delete(path);
            throw;
        }
    }
}
