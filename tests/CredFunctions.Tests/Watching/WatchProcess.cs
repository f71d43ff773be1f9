using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace CredFunctions.Tests.Watching;

/// <summary>A watch in a process of its own.</summary>
internal sealed class WatchProcess : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly ConcurrentQueue<string> lines = [];
    private readonly Process process;

    public WatchProcess(params string[] arguments)
        : this(isRead: true, arguments)
    {
    }

    private WatchProcess(bool isRead, string[] arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        // Where the tests bring a framework, the program's packages that are part of it do not lie beside the program.
        var program = Path.Combine(AppContext.BaseDirectory, "credfunctions.dll");
        var tests = Path.Combine(AppContext.BaseDirectory, typeof(WatchProcess).Assembly.GetName().Name!);
        var host = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";
        process = new Process
        {
            StartInfo = new ProcessStartInfo(host, ["exec", "--runtimeconfig", $"{tests}.runtimeconfig.json", "--depsfile", $"{tests}.deps.json", program, "watch", .. arguments])
            {
                UseShellExecute = false,
                RedirectStandardError = true,
                RedirectStandardOutput = true,
            },
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>(StringComparer.Ordinal))
            process.StartInfo.Environment[name] = value;
        process.ErrorDataReceived += (_, line) => Add(line.Data);
        process.OutputDataReceived += (_, line) => Add(line.Data);
        process.Start();
        process.BeginErrorReadLine();
        if (isRead)
            process.BeginOutputReadLine();
        else
            process.StandardOutput.Close();
    }

    /// <summary>One whose output nobody reads any more, as behind <c>| head</c>.</summary>
    public static WatchProcess Unread(params string[] arguments) => new(isRead: false, arguments);

    /// <summary>One that is started with more variables in its environment.</summary>
    public static WatchProcess With(IReadOnlyDictionary<string, string> environment, params string[] arguments) => new(isRead: true, arguments, environment);

    /// <summary>What it has said so far.</summary>
    public IReadOnlyCollection<string> Said => lines;

    /// <summary>Ends it as a power cut would, as far as a process can tell: SIGKILL.</summary>
    public void Kill()
    {
        process.Kill();
        process.WaitForExit();
    }

    /// <summary>Asks it to end, as Ctrl-C and a service manager do; gives its exit code.</summary>
    public int Stop(string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", process.Id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
        return ExitCode();
    }

    /// <summary>Waits for its end.</summary>
    public int ExitCode()
    {
        process.WaitForExit(Patience).Should().BeTrue("it should end by itself");
        process.WaitForExit();
        return process.ExitCode;
    }

    /// <summary>Waits until it has said something.</summary>
    public void WaitFor(string text)
    {
        var since = Stopwatch.StartNew();
        while (!lines.Any(line => line.Contains(text, StringComparison.Ordinal)))
        {
            (since.Elapsed < Patience && !process.HasExited).Should().BeTrue("it should say {0}, and said:\n{1}", text, string.Join('\n', lines));
            Thread.Sleep(20);
        }
    }

    public void Dispose()
    {
        if (!process.HasExited)
            Kill();
        process.Dispose();
    }

    private void Add(string? line)
    {
        if (line is not null)
            lines.Enqueue(line);
    }
}
