using Spectre.Console;

namespace CredFunctions.Cli.Scanning;

/// <summary>A bar on stderr, drawn from a thread of its own when the work takes over a second on a terminal.</summary>
internal sealed class ScanProgress : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(100);

    private readonly ManualResetEventSlim done = new();
    private readonly CommandEnvironment environment;
    private readonly string name;
    private readonly Thread? drawing;
    private long bytesInAll = 1;
    private long bytesRead;

    public ScanProgress(CommandEnvironment environment, bool shown, string name)
    {
        this.environment = environment;
        this.name = name;
        if (!shown || !environment.ErrorIsTerminal)
            return;

        drawing = new Thread(Draw) { IsBackground = true, Name = "progress" };
        drawing.Start();
    }

    public void Expect(long bytes, int passes) => Volatile.Write(ref bytesInAll, Math.Max(1, bytes * passes));

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

        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(environment.Error) });
        console.Progress().AutoClear(true).Start(context =>
        {
            var task = context.AddTask($"Reading {Markup.Escape(PrintableText.Of(name))}");
            while (!done.Wait(Tick))
                task.Value = 100.0 * Volatile.Read(ref bytesRead) / Volatile.Read(ref bytesInAll);
        });
    }
}
