using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;

using CredFunctions.Embedded.State;
using CredFunctions.Pipeline;
using CredFunctions.Ports;
using CredFunctions.Reports;
using CredFunctions.Tests.Building;
using CredFunctions.Tests.Cli;

namespace CredFunctions.Tests.Watching;

/// <summary>
/// One call to the file system fails, whichever it is: nothing is called done that is not, and the next start ends where an
/// undisturbed watch does.
/// </summary>
[Trait(Speed.Trait, Speed.Slow)]
public sealed class WatchFaultTests : IDisposable
{
    private const int Sample = 30;
    private const int Accounts = 60;
    private const int NoSpace = 28;
    private const int IoError = 5;

    private readonly ITestOutputHelper output;
    private readonly FaultyFileSystem fileSystem = new();
    private readonly DateTimeOffset start = DateTimeOffset.UtcNow.AddHours(-10);

    public WatchFaultTests(ITestOutputHelper output) => this.output = output;

    public void Dispose() => fileSystem.Dispose();

    [Fact]
    public async Task A_watch_in_which_any_one_call_fails_ends_where_an_undisturbed_one_does()
    {
        using var undisturbed = NewInbox();
        Run(undisturbed, at: null, NoSpace).ExitCode.Should().Be(0);
        var expected = await StateOfAsync(undisturbed);
        var calls = fileSystem.Calls;
        calls.Should().Contain(call => call.Contains(" fsync /audit.db-wal", StringComparison.Ordinal))
            .And.Contain(call => call.Contains(" rename /evidence/", StringComparison.Ordinal))
            .And.Contain(call => call.Contains(" write /evidence/.unfinished/", StringComparison.Ordinal));

        var faults = Faults(calls.Length).ToList();
        var met = 0;
        var wrong = new List<string>();
        var since = Stopwatch.StartNew();
        foreach (var (at, error) in faults)
        {
            using var inbox = NewInbox();
            var (exitCode, said) = Run(inbox, at, error);
            var fault = fileSystem.Calls.FirstOrDefault(call => call.EndsWith(" FAILS", StringComparison.Ordinal));
            met += fault is null ? 0 : 1;
            var isRight = exitCode != 0 || await StateOfAsync(inbox) == expected;
            if (!isRight)
                wrong.Add($"{fault} with error {error}: exit code 0, and not done\n{said}");

            var again = WatchAgain(inbox);
            var state = await StateOfAsync(inbox);
            if (again.ExitCode != 0 || state != expected)
                wrong.Add($"{fault} with error {error}: exit code {exitCode}, the next start {again.ExitCode}\n{said}{again.Error}{Difference(expected, state)}");
        }

        output.WriteLine($"{faults.Count} faults in {calls.Length} calls, {met} met, {since.Elapsed.TotalSeconds:0} s");
        wrong.Should().BeEmpty();
        met.Should().BeGreaterThan(faults.Count * 9 / 10, "a fault that is not met proves nothing");
    }

    [Fact]
    public async Task A_disk_that_stays_full_while_a_report_is_recorded_ends_in_a_sentence_and_the_next_start_goes_on()
    {
        using var undisturbed = NewInbox();
        Run(undisturbed, at: null, NoSpace).ExitCode.Should().Be(0);
        var expected = await StateOfAsync(undisturbed);
        var calls = fileSystem.Calls.ToList();
        var atWork = calls.FindIndex(call => call.Contains("/done/company-a/", StringComparison.Ordinal)) + 20;
        using var inbox = NewInbox();

        var (exitCode, said) = Run(inbox, atWork, NoSpace, lasts: true);

        exitCode.Should().Be(4, said);
        said.Should().Contain("(\"company-a/report-1.csv\") is not finished and changes nothing yet: run the command again to continue.")
            .And.MatchRegex("since the disk is full: free some space and run the command again|No space left on device")
            .And.NotContain("report-1.csv\", as of");
        WatchAgain(inbox).ExitCode.Should().Be(0);
        (await StateOfAsync(inbox)).Should().Be(expected);
    }

    private static string PolicyOf(WatchedInbox inbox) => Path.Combine(inbox.Folder, "policy.json");

    private static IEnumerable<(int At, int Error)> Faults(int calls)
    {
        if (RandomRuns.TriesEveryFault)
            return Enumerable.Range(1, calls).SelectMany(at => new[] { (at, NoSpace), (at, IoError) });

        // Spread over the whole run, the same ones each time.
        return Enumerable.Range(0, Sample).Select(number => (1 + (number * calls / Sample), number % 2 == 0 ? NoSpace : IoError));
    }

    // What goes on after a fault is the command as it is, so it needs no process of its own.
    private static CommandRun WatchAgain(WatchedInbox inbox) =>
        CommandRun.At(DateTimeOffset.UtcNow, "watch", inbox.Folder, "--once", "--settle", WatchedInbox.Settle, "--policy", PolicyOf(inbox));

    private static string Difference(string expected, string state)
    {
        var (before, after) = (expected.Split('\n'), state.Split('\n'));
        return string.Join('\n', before.Except(after, StringComparer.Ordinal).Take(4).Select(line => $"- {line}").Concat(after.Except(before, StringComparer.Ordinal).Take(4).Select(line => $"+ {line}")));
    }

    /// <summary>All that lasts, without the times at which a process happened to do it.</summary>
    private static async Task<string> StateOfAsync(WatchedInbox inbox)
    {
        var lines = new List<string>();
        foreach (var path in inbox.Files.Concat(inbox.Evidence))
            lines.Add($"{path} {Convert.ToHexStringLower(SHA256.HashData(inbox.Read(path)))}");
        if (!File.Exists(inbox.State) || new FileInfo(inbox.State).Length == 0)
            return string.Join('\n', lines);

        using var file = StateFile.Open(inbox.State);
        IAuditStore store = new SqliteAuditStore(file);
        await foreach (var source in store.SourcesAsync(default))
        {
            // How often a run was started is no result.
            lines.Add(JsonSerializer.Serialize((await store.ReadLaneAsync(source, default)).Lane with { Starts = 0 }, PipelineJson.Default.Lane));
            await foreach (var report in store.ReadReportsAsync(source, default))
                lines.Add(JsonSerializer.Serialize(report with { ArrivedAt = default, TouchedAt = default, StartedAt = null }, PipelineJson.Default.ReportRecord));
            await foreach (var account in store.ReadAllAccountsAsync(source, default))
                lines.Add(JsonSerializer.Serialize(account.State, PipelineJson.Default.AccountState));
            await foreach (var upload in store.ReadUploadsAsync(source, default))
                lines.Add($"{upload with { IsSettled = true }}");
        }

        await foreach (var notification in store.ReadNotificationsAsync(default))
        {
            lines.Add(JsonSerializer.Serialize(notification with { CreatedAt = default, NextAttemptAt = null, SentAt = null }, PipelineJson.Default.Notification));
        }

        lines.Sort(StringComparer.Ordinal);
        return string.Join('\n', lines);
    }

    private (int ExitCode, string Said) Run(WatchedInbox inbox, int? at, int error, bool lasts = false)
    {
        var environment = fileSystem.Environment(inbox.Folder, at, error, lasts);
        using var watch = WatchProcess.With(environment, inbox.Folder, "--once", "--settle", WatchedInbox.Settle, "--policy", PolicyOf(inbox));
        var exitCode = watch.ExitCode();
        return (exitCode, string.Join('\n', watch.Said.Where(line => line.StartsWith("credfunctions:", StringComparison.Ordinal)).Append("")));
    }

    private WatchedInbox NewInbox()
    {
        var inbox = new WatchedInbox();
        File.WriteAllText(PolicyOf(inbox), """{ "channels": { "desk": { "kind": "console" } }, "routes": [ { "channels": ["desk"] } ] }""");
        for (var report = 0; report < 3; report++)
            inbox.Put(string.Create(CultureInfo.InvariantCulture, $"company-a/report-{report}.csv"), BytesOf(report), start.AddHours(report));
        return inbox;
    }

    // Of the second report some findings are gone and some are new, and so are accounts.
    private static byte[] BytesOf(int report) => Report.Of(Enumerable.Range(report, Accounts).Select(account => AccountRow
        .Clean(string.Create(CultureInfo.InvariantCulture, $"{100_000_000_000 + account}"))
        .With(Column.Username, string.Create(CultureInfo.InvariantCulture, $"user{account}"))
        .With(Column.MfaDeviceActive, (account + report) % 7 == 0 ? "FALSE" : "TRUE")
        .With(Column.LoginConsoleActive, account % 20 == 0 ? "pending" : "TRUE"))).Bytes();
}
