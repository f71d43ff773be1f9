using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

using CredFunctions.Reports;
using CredFunctions.Runs;

namespace CredFunctions.Embedded.Inbox;

/// <summary>
/// Takes files out of the inbox, and back. Each step may find the one before it half done: the reason is written first and the file
/// renamed last, so a file that has left the inbox has its reason beside it. Nothing is ever overwritten but a reason.
/// </summary>
internal sealed partial class FileArchive(WatchedFolder folder, TimeProvider time)
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

    /// <summary>Moves a report's file back into <c>reports</c>, where it arrives like any other; returns its new path, or null.</summary>
    public string? Restore(ReportRecord report)
    {
        if (Find(report) is not { } archive)
            return null;

        var target = Path.Combine(folder.Reports, Path.GetDirectoryName(report.Name)!);
        folder.Make(target);
        var name = Number().Replace(Path.GetFileName(report.Name), "");
        var stem = ShortText.InBytes(Path.GetFileNameWithoutExtension(name), ArchiveName.MaxBytes);

        // Under its old name it would be taken for a file that is already finished.
        var path = Free(
            target,
            number => number == 1 ? name : string.Create(CultureInfo.InvariantCulture, $"{stem}-{number}{Path.GetExtension(name)}"),
            taken: folder.PathOf(report.Name));
        File.Move(archive, path);
        File.Delete(archive + Reason);
        return path;
    }

    private string? Find(ReportRecord report)
    {
        // The name nearly always identifies it; the bytes always do.
        var stamp = ArchiveName.WrittenAt(report.AsOf.UtcDateTime);
        return folder.ArchivedFilesOf(report.Source)
            .OrderByDescending(path => Path.GetFileName(path).StartsWith(stamp, StringComparison.Ordinal))
            .FirstOrDefault(path => Sha256Of(path) == report.Sha256);
    }

    private static string Sha256Of(string path)
    {
        using var file = File.OpenRead(path);
        return ReportFile.Sha256Of(file);
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

    private static string Free(string target, Func<int, string> nameOf, string? taken = null)
    {
        var number = 1;
        var path = Path.Combine(target, nameOf(number));
        while (path == taken || Path.Exists(path))
            path = Path.Combine(target, nameOf(++number));
        return path;
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

    // The number that an earlier replay added, which the day of a date is not.
    [GeneratedRegex(
        "(?<=[^0-9]|[0-9]{4}-[0-9]{2}-[0-9]{2})-[0-9]{1,2}(?=\\.[^.]*$)", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Number();
}

/// <summary>
/// What a file is called in the archive. In front of its name stand the time it was last written, which is the instant its
/// report speaks of, and the day on which it was archived, from which its keep time counts. The console gives every report of a
/// day the same name.
/// </summary>
internal static class ArchiveName
{
    /// <summary>
    /// The length of a name that leaves room for what is added: file systems take 255 bytes, and the times, a number and
    /// ".reason.txt" come on top.
    /// </summary>
    public const int MaxBytes = 200;

    private const string Day = "yyyyMMdd";
    private const int DayAt = 17;
    private const int MaxExtension = 16;

    public static string Of(string fileName, DateTime writtenAt, DateTime archivedAt, int number)
    {
        var extension = Path.GetExtension(fileName) is { Length: <= MaxExtension } ending ? ending : "";
        var stem = ShortText.InBytes(fileName[..^extension.Length], MaxBytes - Encoding.UTF8.GetByteCount(extension));
        var counter = number == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $"-{number}");
        return string.Create(CultureInfo.InvariantCulture, $"{WrittenAt(writtenAt)}{archivedAt:yyyyMMdd}-{stem}{counter}{extension}");
    }

    /// <summary>The beginning of the name of a file that was last written then.</summary>
    public static string WrittenAt(DateTime writtenAt) => string.Create(CultureInfo.InvariantCulture, $"{writtenAt:yyyyMMdd'T'HHmmss'Z'}-");

    /// <summary>
    /// The end of the day on which a file, or the reason beside it, was archived; null when the name is not of the archive.
    /// </summary>
    public static DateTime? ArchivedBefore(string archivedName) =>
        archivedName.Length > DayAt + Day.Length && archivedName[DayAt - 1] == '-' && archivedName[DayAt + Day.Length] == '-'
        && DateTime.TryParseExact(
            archivedName.AsSpan(DayAt, Day.Length), Day, CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var day)
            ? day.AddDays(1)
            : null;
}
