namespace CredFunctions.Azure.Inbox;

/// <summary>A report in a temporary file that is gone when the stream is closed, or its process.</summary>
internal static class DownloadedReport
{
    public static FileStream Create()
    {
        var path = Path.Combine(Path.GetTempPath(), $"credfunctions-{Path.GetRandomFileName()}");
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Share = FileShare.None,
            Options = FileOptions.SequentialScan,
        };
        if (OperatingSystem.IsWindows())
        {
            options.Options |= FileOptions.DeleteOnClose;
            return new FileStream(path, options);
        }

        // It holds SecretIds: readable by its owner only, and unlinked at once, so that even a killed process leaves nothing.
        options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        var report = new FileStream(path, options);
        File.Delete(path);
        return report;
    }
}
