using CredFunctions.Reports;

namespace CredFunctions.Embedded.Inbox;

/// <summary>
/// Reads the name of a file in the inbox. A name is the path from the folder <c>reports</c> on, with slashes:
/// <c>x.csv</c>, or <c>company-a/x.csv</c> where the first folder names the source.
/// </summary>
internal static class InboxName
{
    /// <summary>An empty file of a report's name and this ending, beside it, accepts that many accounts are gone.</summary>
    public const string AcceptMarker = ".accept";

    /// <summary>The ending of a report's name.</summary>
    public const string Report = ".csv";

    // What browsers and copying programs call a file until it is whole, and what editors and office programs leave beside one.
    private static readonly string[] TemporaryEndings = [".part", ".partial", ".tmp", ".temp", ".crdownload", ".download", ".filepart",
        ".swp", "~"];

    /// <summary>Whether the file is ignored, since it is hidden, temporary, or a marker.</summary>
    public static bool IsPassedOver(string name) =>
        name.Split('/').Any(part => part.StartsWith('.') || part.StartsWith("~$", StringComparison.Ordinal))
        || TemporaryEndings.Any(ending => name.EndsWith(ending, StringComparison.OrdinalIgnoreCase))
        || name.EndsWith(Report + AcceptMarker, StringComparison.OrdinalIgnoreCase);

    /// <summary>Why it cannot be a report, whatever is in it; null when it can.</summary>
    public static string? WhyNoReport(string name)
    {
        if (Folder(name) is { } folder && !SourceName.IsValid(folder))
        {
            return $"Its folder \"{folder}\" names no source. Put it into a folder whose name is 1 to {SourceName.MaxLength} "
                + "ASCII letters, digits, "
                + "\".\", \"_\" or \"-\", or into none.";
        }

        return name.EndsWith(Report, StringComparison.OrdinalIgnoreCase)
            ? null
            : $"Its name does not end in \"{Report}\". Put the report here as the CAM console writes it: "
                + "CAM console > Overview > Download User Credential Report.";
    }

    /// <summary>The source of a report: its first folder, or that of the files which are in none.</summary>
    public static string SourceOf(string name, string sourceOfNoFolder) => Folder(name) ?? sourceOfNoFolder;

    /// <summary>
    /// The time by which reports that arrive together are read in their order: an earlier one that came later would be stale.
    /// </summary>
    public static DateTimeOffset TimeOf(string name, FileVersion version, string? asOf)
    {
        var writtenAt = new DateTimeOffset(version.WrittenAt);
        return ReportAsOf.TryDecide(asOf, "", name, writtenAt, TimeSpan.Zero, DateTimeOffset.MaxValue, out var decided, out _)
            ? decided.Instant : writtenAt;
    }

    private static string? Folder(string name) => name.IndexOf('/', StringComparison.Ordinal) is > 0 and var slash ? name[..slash] : null;
}
