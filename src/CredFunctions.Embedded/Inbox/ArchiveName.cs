using System.Globalization;
using System.Text;

namespace CredFunctions.Embedded.Inbox;

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
