using Microsoft.Win32.SafeHandles;

namespace CredFunctions.Embedded.Inbox;

/// <summary>
/// A file that is read several times and must be the same each time. A write to it meanwhile is noticed before any of
/// the new bytes are returned, so everything read is of one version.
/// </summary>
internal sealed class SteadyFile : Stream
{
    private readonly string name;
    private readonly SafeFileHandle file;

    public SteadyFile(string path, string name)
    {
        this.name = name;
        file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, FileOptions.SequentialScan);
        Version = FileVersion.Of(file);
    }

    public FileVersion Version { get; }

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => Version.Length;

    public override long Position { get; set; }

    /// <exception cref="IOException">The file has changed since it was opened.</exception>
    public override int Read(Span<byte> buffer)
    {
        var read = RandomAccess.Read(file, buffer, Position);
        if (FileVersion.Of(file) != Version)
            throw new IOException($"\"{name}\" changed while it was read; it is read again once it stays as it is.");
        Position += read;
        return read;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override long Seek(long offset, SeekOrigin origin) => Position = origin switch
    {
        SeekOrigin.Begin => offset,
        SeekOrigin.Current => Position + offset,
        _ => Length + offset,
    };

    public override void Flush()
    {
        // Nothing is written.
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            file.Dispose();
        base.Dispose(disposing);
    }
}
