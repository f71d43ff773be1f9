using Spectre.Console;

namespace CredFunctions.Cli.Scanning;

/// <summary>A bar on stderr, drawn from a thread of its own when the work takes over a second on a terminal.</summary>
internal sealed class ScanProgress : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(100);

    private readonly ManualResetEventSlim done = new();
    private readonly TextWriter error;
    private readonly string name;
    private readonly double bytesInAll;
    private readonly Thread? drawing;
    private long bytesRead;

    /// <param name="environment">Where it is drawn.</param>
    /// <param name="shown">Whether it is wanted.</param>
    /// <param name="name">What is read.</param>
    /// <param name="bytes">How much of it there is to read.</param>
    public ScanProgress(CommandEnvironment environment, bool shown, string name, long bytes)
    {
        (error, this.name, bytesInAll) = (environment.Error, name, Math.Max(1, bytes));
        if (!shown || !environment.ErrorIsTerminal)
            return;

        drawing = new Thread(Draw) { IsBackground = true, Name = "progress" };
        drawing.Start();
    }

    /// <summary>Moves the bar by what was read.</summary>
    public void Read(int bytes) => Interlocked.Add(ref bytesRead, bytes);

    public void Dispose()
    {
        if (done.IsSet)
            return;
        done.Set();
        drawing?.Join();
    }

    private void Draw()
    {
        if (done.Wait(Patience))
            return;

        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(error) });
        console.Progress().AutoClear(true).Start(context =>
        {
            var task = context.AddTask($"Reading {Markup.Escape(PrintableText.Of(name))}");
            while (!done.Wait(Tick))
                task.Value = 100 * Volatile.Read(ref bytesRead) / bytesInAll;
        });
    }
}

/// <summary>Reads another stream from its start, counts what is read, and leaves the stream open.</summary>
internal sealed class LentStream : Stream
{
    private readonly Stream stream;
    private readonly Action<int> read;

    public LentStream(Stream stream, Action<int> read)
    {
        (this.stream, this.read) = (stream, read);
        stream.Position = 0;
    }

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => stream.Length;

    public override long Position
    {
        get => stream.Position;
        set => stream.Position = value;
    }

    public override int Read(Span<byte> buffer)
    {
        var count = stream.Read(buffer);
        read(count);
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override long Seek(long offset, SeekOrigin origin) => stream.Seek(offset, origin);

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
