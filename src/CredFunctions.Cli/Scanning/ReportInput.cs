using System.Globalization;

using CredFunctions.Embedded.Inbox;
using CredFunctions.Evidence;
using CredFunctions.Reports;

namespace CredFunctions.Cli.Scanning;

/// <summary>A report that can be read as often as needed. What comes through a pipe is spooled to a temporary file.</summary>
internal sealed class ReportInput(string name, FileStream stream, DateTimeOffset? fileTime, string version) : IDisposable
{
    private const int BufferSize = 128 * 1024;

    /// <summary>The file's name without folders.</summary>
    public string Name => name;

    public Stream Stream => stream;

    /// <summary>When the file was last modified; null for what comes through a pipe.</summary>
    public DateTimeOffset? FileTime => fileTime;

    /// <summary>
    /// Distinguishes the file from another one under its path, and from itself before it changed: when it was made, which no
    /// other file there shares, when it was last modified, and its length.
    /// </summary>
    public string Version => version;

    /// <summary>Whether the file was written to since it was opened.</summary>
    public bool HasChanged => fileTime is not null && version != VersionOf(stream);

    /// <exception cref="CommandException">The file does not exist or cannot be read.</exception>
    public static ReportInput Open(string path, CommandEnvironment environment)
    {
        if (path is "-")
            return OfPipe("stdin", environment.Input);
        if (path.Length == 0)
            throw new CommandException("\"\" is no file name: name the report, or \"-\" for stdin.");
        return NamedFile.Open(path, "is a directory: name the report in it.", () =>
        {
            var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, BufferSize, FileOptions.SequentialScan);
            if (file.CanSeek)
                return OfFile(file);
            using (file)
                return OfPipe(Path.GetFileName(path), file);
        });
    }

    /// <summary>The same bytes with a position of their own; valid as long as this.</summary>
    public Stream OpenAgain() => new FileStream(stream.SafeFileHandle, FileAccess.Read, BufferSize);

    /// <summary>The instant to which the report's ages are counted.</summary>
    /// <param name="given">What the user gave; null for nothing.</param>
    /// <param name="zone">The report's zone.</param>
    /// <param name="now">The clock.</param>
    /// <exception cref="CommandException">What was given is refused.</exception>
    public ReportAsOf AsOf(string? given, TimeSpan zone, DateTimeOffset now) =>
        ReportAsOf.TryDecide(given, "--as-of", Name, FileTime, zone, now, out var asOf, out var refusal)
            ? asOf
            : throw new CommandException(refusal);

    public void Dispose() => Stream.Dispose();

    private static ReportInput OfFile(FileStream file) => new(
        Path.GetFileName(file.Name), file, new DateTimeOffset(File.GetLastWriteTimeUtc(file.SafeFileHandle)), VersionOf(file));

    private static string VersionOf(FileStream file)
    {
        var handle = file.SafeFileHandle;
        return string.Create(CultureInfo.InvariantCulture, $"{File.GetCreationTimeUtc(handle).Ticks:x}-{FileVersion.Of(handle)}");
    }

    private static ReportInput OfPipe(string name, Stream pipe)
    {
        var spooled = TemporaryFile.Create(".csv");
        try
        {
            pipe.CopyTo(spooled);

            // What comes through a pipe is never the same again.
            return new ReportInput(name, spooled, fileTime: null, $"{Guid.NewGuid():N}");
        }
        catch
        {
            spooled.Dispose();
            throw;
        }
    }
}
