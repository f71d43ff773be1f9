using System.Globalization;

using Microsoft.Win32.SafeHandles;

namespace CredFunctions.Embedded.Inbox;

/// <summary>Distinguishes the contents of a file over time: when it was last written, and its length.</summary>
/// <param name="WrittenAt">When it was last written, in UTC.</param>
/// <param name="Length">Its length in bytes.</param>
internal readonly record struct FileVersion(DateTime WrittenAt, long Length)
{
    /// <summary>The version of a file; null when there is none.</summary>
    public static FileVersion? Of(string path)
    {
        var file = new FileInfo(path);
        return file.Exists ? new FileVersion(file.LastWriteTimeUtc, file.Length) : null;
    }

    public static FileVersion Of(SafeFileHandle file) => new(File.GetLastWriteTimeUtc(file), RandomAccess.GetLength(file));

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{WrittenAt.Ticks:x}-{Length:x}");
}
