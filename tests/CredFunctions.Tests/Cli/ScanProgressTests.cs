using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;

using CredFunctions.Cli;
using CredFunctions.Cli.Scanning;

namespace CredFunctions.Tests.Cli;

public sealed class ScanProgressTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Without_a_terminal_lines_name_the_work_and_how_far_it_is()
    {
        using var error = new Lines();
        using (var progress = Begin(error, shown: true, TimeSpan.FromMilliseconds(20)))
        {
            progress.Read(42);
            WaitFor(error, "credfunctions: Recording a.csv: 42 %.");
            progress.Read(100);
            WaitFor(error, "credfunctions: Recording a.csv: 100 %.");
        }

        var count = error.Written.Count;
        error.Written.Should().OnlyContain(line => line.StartsWith("credfunctions: Recording a.csv: ", StringComparison.Ordinal));
        await Task.Delay(60, TestContext.Current.CancellationToken);
        error.Written.Should().HaveCount(count, "nothing follows its end");
    }

    [Theory]
    [InlineData(true, 10_000)]
    [InlineData(false, 1)]
    public async Task Nothing_is_written_before_its_time_or_where_it_is_not_wanted(bool shown, int milliseconds)
    {
        using var error = new Lines();
        using (Begin(error, shown, TimeSpan.FromMilliseconds(milliseconds)))
            await Task.Delay(50, TestContext.Current.CancellationToken);

        error.Written.Should().BeEmpty();
    }

    private static ScanProgress Begin(Lines error, bool shown, TimeSpan every) => new(
        new CommandEnvironment { Input = Stream.Null, Output = Stream.Null, Error = error },
        shown, "Recording a.csv", bytes: 100, every);

    private static void WaitFor(Lines error, string line)
    {
        var since = Stopwatch.StartNew();
        while (!error.Written.Contains(line, StringComparer.Ordinal))
        {
            (since.Elapsed < Patience).Should().BeTrue(line);
            Thread.Sleep(5);
        }
    }

    private sealed class Lines : TextWriter
    {
        public ConcurrentQueue<string> Written { get; } = [];

        public override Encoding Encoding => Encoding.UTF8;

        public override void WriteLine(string? value) => Written.Enqueue(value ?? "");
    }
}
