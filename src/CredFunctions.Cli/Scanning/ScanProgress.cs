using System.Globalization;

using Spectre.Console;

namespace CredFunctions.Cli.Scanning;

/// <summary>
/// How far the work is, written from a thread of its own: a bar when it takes over a second on a terminal, elsewhere a line every
/// ten seconds.
/// </summary>
internal sealed class ScanProgress : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LineEvery = TimeSpan.FromSeconds(10);

    private readonly ManualResetEventSlim done = new();
    private readonly CommandEnvironment environment;
    private readonly string work;
    private readonly TimeSpan lineEvery;
    private readonly double bytesInAll;
    private readonly Thread? drawing;
    private long bytesRead;

    /// <param name="environment">Where it is drawn.</param>
    /// <param name="shown">Whether it is wanted.</param>
    /// <param name="work">What is done, such as "Reading report.csv".</param>
    /// <param name="bytes">How much there is to read for it.</param>
    /// <param name="lineEvery">How often a line is written where there is no terminal; ten seconds by default.</param>
    public ScanProgress(CommandEnvironment environment, bool shown, string work, long bytes, TimeSpan? lineEvery = null)
    {
        (this.environment, this.work, bytesInAll) = (environment, work, Math.Max(1, bytes));
        this.lineEvery = lineEvery ?? LineEvery;
        if (!shown)
            return;

        drawing = new Thread(environment.ErrorIsTerminal ? Draw : WriteLines) { IsBackground = true, Name = "progress" };
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

    private double Percent => Math.Min(100, 100 * Volatile.Read(ref bytesRead) / bytesInAll);

    private void WriteLines()
    {
        while (!done.Wait(lineEvery))
            environment.WriteMessage(string.Create(CultureInfo.InvariantCulture, $"{work}: {Percent:0} %."));
    }

    private void Draw()
    {
        if (done.Wait(Patience))
            return;

        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(environment.Error) });
        console.Progress().AutoClear(true).Start(context =>
        {
            var task = context.AddTask(Markup.Escape(PrintableText.Of(work)));
            while (!done.Wait(Tick))
                task.Value = Percent;
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
