using System.Globalization;

using CredFunctions.Reports;

namespace CredFunctions.Cli.Scanning;

/// <summary>A report that can be read as often as needed. What comes through a pipe is spooled to a temporary file.</summary>
internal sealed class OpenedReport : IDisposable
{
    private const int BufferSize = 128 * 1024;

    private OpenedReport(string name, Stream stream, DateTimeOffset? fileTime, string version)
    {
        Name = name;
        Stream = stream;
        FileTime = fileTime;
        Version = version;
    }

    /// <summary>The file's name without folders.</summary>
    public string Name { get; }

    public Stream Stream { get; }

    /// <summary>When the file was last modified; null for what comes through a pipe.</summary>
    public DateTimeOffset? FileTime { get; }

    /// <summary>
    /// Distinguishes the file from another one under its path, and from itself before it changed: when it was made, which no
    /// other file there shares, when it was last modified, and its length.
    /// </summary>
    public string Version { get; }

    /// <exception cref="CommandException">The file is not there or cannot be read.</exception>
    public static OpenedReport Open(string path, CommandEnvironment environment)
    {
        if (path is "-")
            return OfPipe("stdin", environment.Input);
        if (path.Length == 0)
            throw Unreadable(path, "is no file name: name the report, or \"-\" for stdin.");
        if (Directory.Exists(path))
            throw Unreadable(path, "is a directory: name the report in it.");

        try
        {
            var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, BufferSize, FileOptions.SequentialScan);
            if (stream.CanSeek)
                return OfFile(stream);

            using (stream)
                return OfPipe(Path.GetFileName(path), stream);
        }
        catch (Exception ex) when (ex is FileNotFoundException or DirectoryNotFoundException)
        {
            throw Unreadable(path, "is not there: check the path.");
        }
        catch (UnauthorizedAccessException)
        {
            throw Unreadable(path, "cannot be read: permission is denied.");
        }
        catch (Exception ex) when (ex is IOException or ArgumentException or NotSupportedException)
        {
            throw Unreadable(path, $"cannot be read: {ex.Message}");
        }
    }

    /// <summary>The instant to which the report's ages are counted.</summary>
    /// <param name="given">What the user gave; null for nothing.</param>
    /// <param name="zone">The report's zone.</param>
    /// <param name="now">The clock.</param>
    /// <exception cref="CommandException">What was given is refused.</exception>
    public ReportAsOf AsOf(string? given, TimeSpan zone, DateTimeOffset now) =>
        ReportAsOf.TryDecide(given, "--as-of", Name, FileTime, zone, now, out var asOf, out var refusal)
            ? asOf
            : throw new CommandException(ExitCode.Usage, refusal);

    public void Dispose() => Stream.Dispose();

    private static OpenedReport OfFile(FileStream file)
    {
        var handle = file.SafeFileHandle;
        var (made, written) = (File.GetCreationTimeUtc(handle), File.GetLastWriteTimeUtc(handle));
        var version = string.Create(CultureInfo.InvariantCulture, $"{made.Ticks:x}-{written.Ticks:x}-{file.Length:x}");
        return new OpenedReport(Path.GetFileName(file.Name), file, new DateTimeOffset(written), version);
    }

    // What comes through a pipe is never the same again.
    private static OpenedReport OfPipe(string name, Stream pipe) => new(name, Spool(pipe), fileTime: null, $"{Guid.NewGuid():N}");

    private static CommandException Unreadable(string path, string why) => new(ExitCode.Usage, $"\"{path}\" {why}");

    /// <summary>Copies a stream to a file that only this user can read and that goes when it is closed.</summary>
    private static FileStream Spool(Stream from)
    {
        var path = Path.Combine(Path.GetTempPath(), $"credfunctions-{Guid.NewGuid():N}.csv");
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

        var spooled = new FileStream(path, options);
        try
        {
            // An open file needs no name here, so not even a killed process leaves it behind.
            if (!OperatingSystem.IsWindows())
                File.Delete(path);
            from.CopyTo(spooled);
            return spooled;
        }
        catch
        {
            spooled.Dispose();
            throw;
        }
    }
}
