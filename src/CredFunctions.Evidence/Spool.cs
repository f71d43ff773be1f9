namespace CredFunctions.Evidence;

/// <summary>
/// Text that follows figures which are known only at the end. More than a little of it waits in a temporary file that
/// only this user can read and that has no name while it is open.
/// </summary>
internal sealed class Spool : IDisposable
{
    private FileStream? file;

    public EvidenceText Text { get; } = new(Stream.Null);

    /// <summary>Call it between two pieces of text.</summary>
    public void Rest()
    {
        if (Text.IsFull)
            Text.MoveTo(file ??= Create());
    }

    /// <summary>Copies all of it.</summary>
    public async Task CopyToAsync(EvidenceText target, CancellationToken cancellationToken)
    {
        if (file is not null)
        {
            file.Position = 0;
            await target.CopyAsync(file, cancellationToken);
        }

        target.Write(Text.Pending);
    }

    public void Dispose() => file?.Dispose();

    private static FileStream Create()
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

        var created = new FileStream(Path.Combine(Path.GetTempPath(), $"credfunctions-{Path.GetRandomFileName()}"), options);
        if (!OperatingSystem.IsWindows())
            File.Delete(created.Name);
        return created;
    }
}
