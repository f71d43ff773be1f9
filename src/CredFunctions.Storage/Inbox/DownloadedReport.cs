namespace CredFunctions.Storage.Inbox;

/// <summary>A report in a temporary file that is gone when the stream is closed, or its process.</summary>
internal sealed class DownloadedReport : FileStream
{
    private readonly Action closed;
    private int closings;

    private DownloadedReport(string path, FileStreamOptions options, Action closed)
        : base(path, options) => this.closed = closed;

    /// <param name="closed">Called once, when the stream is closed.</param>
    public static DownloadedReport Create(Action closed)
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
            return new DownloadedReport(path, options, closed);
        }

        // It holds SecretIds: for nobody else to read, and unlinked at once, so that even a killed process leaves nothing.
        options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        var report = new DownloadedReport(path, options, closed);
        File.Delete(path);
        return report;
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        Close(ref closings);
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing)
            Close(ref closings);
    }

    private void Close(ref int times)
    {
        if (Interlocked.Increment(ref times) == 1)
            closed();
    }
}
