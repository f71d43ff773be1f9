namespace CredFunctions.Embedded;

/// <summary>Files and folders that only their owner can read: names of people are in them, and in the reports whole SecretIds.</summary>
internal static class PrivateFile
{
    private const UnixFileMode OfFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode OfFolder = OfFile | UnixFileMode.UserExecute;

    /// <summary>Options for a file that is private where it is made; one that is there keeps its permissions.</summary>
    public static FileStreamOptions Options(FileMode mode, FileAccess access, FileShare share)
    {
        var options = new FileStreamOptions { Mode = mode, Access = access, Share = share };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = OfFile;
        return options;
    }

    /// <summary>Makes a folder, and what is missing of the folders around it; those that are there keep their permissions.</summary>
    public static void MakeFolder(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
            return;
        }

        // The mode is of the innermost folder alone.
        if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } around && !Directory.Exists(around))
            MakeFolder(around);
        Directory.CreateDirectory(path, OfFolder);
    }

    /// <summary>Makes a file private that another user may have made.</summary>
    public static void Protect(string path)
    {
        if (OperatingSystem.IsWindows())
            return;

        try
        {
            File.SetUnixFileMode(path, OfFile);
        }
        catch (UnauthorizedAccessException)
        {
            // It belongs to the user who uploaded it. The folder around it is private.
        }
    }
}
