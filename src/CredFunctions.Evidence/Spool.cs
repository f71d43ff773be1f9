namespace CredFunctions.Evidence;

/// <summary>
/// Text that can be written only behind what is known at the end. It waits in a temporary file that only this user can
/// read and that has no name while it is open.
/// </summary>
internal sealed class Spool : IDisposable
{
    private readonly FileStream file;

    public Spool()
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Share = FileShare.None,
            Options = FileOptions.DeleteOnClose,
        };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;

        file = new FileStream(Path.Combine(Path.GetTempPath(), $"credfunctions-{Path.GetRandomFileName()}"), options);
        if (!OperatingSystem.IsWindows())
            File.Delete(file.Name);
        Text = new EvidenceText(file);
    }

    public EvidenceText Text { get; }

    /// <summary>To be called between two pieces of text.</summary>
    public void Rest()
    {
        if (Text.IsFull)
            Text.Flush();
    }

    /// <summary>Gives all of it on.</summary>
    public async Task CopyToAsync(EvidenceText target, CancellationToken cancellation)
    {
        Text.Flush();
        file.Position = 0;
        await target.CopyAsync(file, cancellation);
    }

    public void Dispose() => file.Dispose();
}
