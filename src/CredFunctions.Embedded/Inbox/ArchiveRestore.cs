using System.Globalization;
using System.Text.RegularExpressions;

using CredFunctions.Reports;
using CredFunctions.Runs;

namespace CredFunctions.Embedded.Inbox;

/// <summary>Moves the file of a report back into the inbox, where it arrives like any other file.</summary>
internal sealed partial class ArchiveRestore(WatchedFolder folder)
{
    /// <summary>Finds the report's file in <c>done</c> or <c>rejected</c>; returns its new path in <c>reports</c>, or null.</summary>
    public string? Move(ReportRecord report)
    {
        if (Find(report) is not { } archive)
            return null;

        var target = Path.Combine(folder.Reports, Path.GetDirectoryName(report.Name)!);
        folder.Make(target);
        var path = FreePath(target, Number().Replace(Path.GetFileName(report.Name), ""), folder.PathOf(report.Name));
        File.Move(archive, path);
        File.Delete(archive + FileArchive.Reason);
        return path;
    }

    // Under its old name it would be taken for a file that is already finished.
    private static string FreePath(string target, string name, string? old)
    {
        var path = Path.Combine(target, name);
        var stem = ShortText.InBytes(Path.GetFileNameWithoutExtension(name), ArchiveName.MaxBytes);
        var number = 1;
        while (path == old || Path.Exists(path))
            path = Path.Combine(target, string.Create(CultureInfo.InvariantCulture, $"{stem}-{++number}{Path.GetExtension(name)}"));
        return path;
    }

    private string? Find(ReportRecord report)
    {
        var stamp = ArchiveName.WrittenAt(report.AsOf.UtcDateTime);
        return folder.ArchivedFilesOf(report.Source)

            // The name nearly always identifies it; the bytes always do.
            .OrderByDescending(path => Path.GetFileName(path).StartsWith(stamp, StringComparison.Ordinal))
            .FirstOrDefault(path => Sha256Of(path) == report.Sha256);
    }

    private static string Sha256Of(string path)
    {
        using var file = File.OpenRead(path);
        return ReportFile.Sha256Of(file);
    }

    // The number that an earlier replay added, which the day of a date is not.
    [GeneratedRegex(
        "(?<=[^0-9]|[0-9]{4}-[0-9]{2}-[0-9]{2})-[0-9]{1,2}(?=\\.[^.]*$)", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Number();
}
