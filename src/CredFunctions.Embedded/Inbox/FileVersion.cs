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

/// <summary>
/// A file that is read several times and must be the same each time. A write to it meanwhile is noticed before any of
/// the new bytes are returned, so everything read is of one version.
/// </summary>
internal sealed class SteadyFile : FileStream
{
    private readonly string name;

    /// <param name="path">Where it lies.</param>
    /// <param name="name">Its name in the inbox, for messages.</param>
    public SteadyFile(string path, string name)
        : base(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 0, FileOptions.SequentialScan)
    {
        this.name = name;
        Version = FileVersion.Of(SafeFileHandle);
    }

    public FileVersion Version { get; }

    /// <remarks>Every other way to read a derived stream comes here.</remarks>
    /// <exception cref="IOException">The file has changed since it was opened.</exception>
    public override int Read(byte[] buffer, int offset, int count)
    {
        var read = base.Read(buffer, offset, count);
        return FileVersion.Of(SafeFileHandle) == Version
            ? read
            : throw new IOException($"\"{name}\" changed while it was read; it is read again once it stays as it is.");
    }
}
