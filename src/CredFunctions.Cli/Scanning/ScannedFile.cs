using CredFunctions.Ports;
using CredFunctions.Reports;

namespace CredFunctions.Cli.Scanning;

/// <summary>The file of a report that an earlier scan recorded, where it was scanned.</summary>
internal static class ScannedFile
{
    /// <summary>Whether a report's name is that of a scanned file; one in a watched folder is named from there.</summary>
    public static bool IsNamed(string name) => Path.IsPathRooted(name);

    /// <summary>Opens it; null where it is gone or holds other bytes by now.</summary>
    public static InboxReport? Find(string name, string sha256)
    {
        if (!IsNamed(name))
            return null;

        FileStream? file = null;
        try
        {
            file = new FileStream(name, FileMode.Open, FileAccess.Read, FileShare.Read);
            if (ReportFile.Sha256Of(file) == sha256)
            {
                file.Position = 0;
                return new InboxReport("", file, new DateTimeOffset(File.GetLastWriteTimeUtc(file.SafeFileHandle)));
            }
        }
        catch (Exception ex) when (ex is IOException or UnauthorizedAccessException)
        {
            // Treated like a file that is gone.
        }

        file?.Dispose();
        return null;
    }
}
