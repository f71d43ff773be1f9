namespace CredFunctions.Evidence;

/// <summary>A file that only this user can read, without a name while it is open: not even a killed process leaves it behind.</summary>
public static class TemporaryFile
{
    private const int BufferSize = 128 * 1024;

    public static FileStream Create(string extension = "")
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Share = FileShare.None,
            BufferSize = BufferSize,
            Options = FileOptions.DeleteOnClose | FileOptions.SequentialScan,
        };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;

        var file = new FileStream(Path.Combine(Path.GetTempPath(), $"credfunctions-{Guid.NewGuid():N}{extension}"), options);
        if (!OperatingSystem.IsWindows())
            File.Delete(file.Name);
        return file;
    }
}
