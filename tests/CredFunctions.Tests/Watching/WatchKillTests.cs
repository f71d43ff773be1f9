using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;

using CredFunctions.Embedded.State;
using CredFunctions.Pipeline;
using CredFunctions.Ports;
using CredFunctions.Reports;
using CredFunctions.Tests.Building;

namespace CredFunctions.Tests.Watching;

/// <summary>A watch that is killed at any of its calls to the file system, again and again, while reports arrive.</summary>
[Trait(Speed.Trait, Speed.Slow)]
public sealed class WatchKillTests(ITestOutputHelper output) : IDisposable
{
    // As a shell gives it: 128 and the number of the signal.
    private const int Killed = 128 + 9;
    private const int Kills = 12;
    private const int Accounts = 600;

    private static readonly string[] Sources = ["company-a", "company-b"];

    // Far enough back to be in order, near enough that no source is overdue.
    private readonly DateTimeOffset start = DateTimeOffset.UtcNow.AddHours(-10);
    private readonly FaultyFileSystem fileSystem = new();

    public void Dispose() => fileSystem.Dispose();

    [Fact]
    public async Task A_watch_that_is_killed_at_any_call_ends_where_an_undisturbed_one_does()
    {
        var seed = RandomRuns.Seed;
        var random = new Random(seed);
        using var disturbed = new WatchedInbox();
        using var undisturbed = new WatchedInbox();
        WritePolicy(disturbed);
        WritePolicy(undisturbed);

        var reports = 0;
        Arrive(seed, reports++, disturbed);
        using (var first = Start(disturbed, killedAt: null))
        {
            first.WaitFor("is complete");
            first.Kill();
        }

        var calls = fileSystem.Calls.Length;
        var kills = RandomRuns.Times(Kills);
        var atWork = 0;
        for (var kill = 0; kill < kills; kill++)
        {
            // Of five reports one may be cut off and one known already: enough is left for every process to meet the call at which it dies.
            while (Directory.GetFiles(disturbed.Reports, "*.csv", SearchOption.AllDirectories).Length < 5)
                Arrive(seed, reports++, disturbed);
            using var watch = Start(disturbed, killedAt: random.Next(1, calls));
            if (random.Next(3) == 0)
                Arrive(seed, reports++, disturbed);
            watch.ExitCode().Should().Be(Killed, "it dies at its call");
            atWork += await IsAtWorkAsync(disturbed) ? 1 : 0;
        }

        output.WriteLine($"seed {seed}: {kills} kills, {atWork} of them within a report; {reports} reports of {calls} calls");
        atWork.Should().BePositive("kills that meet no work prove nothing");
        var last = disturbed.WatchByTheClock("--policy", PolicyOf(disturbed));
        last.ExitCode.Should().BeOneOf([0, 3], last.Said);

        for (var report = 0; report < reports; report++)
            Arrive(seed, report, undisturbed);
        undisturbed.WatchByTheClock("--policy", PolicyOf(undisturbed));

        disturbed.Files.Should().Equal(undisturbed.Files);
        ContentsOf(disturbed).Should().BeEquivalentTo(ContentsOf(undisturbed));
        EvidenceOf(disturbed).Should().BeEquivalentTo(EvidenceOf(undisturbed), "seed {0}", seed);
        Directory.GetFiles(disturbed.Reports, "*", SearchOption.AllDirectories).Should().BeEmpty();
        (await LinesOfAsync(disturbed)).Should().Equal(await LinesOfAsync(undisturbed), "seed {0}", seed);
    }

    private WatchProcess Start(WatchedInbox inbox, int? killedAt) => WatchProcess.With(
        fileSystem.Environment(inbox.Folder, killedAt, kills: true), inbox.Folder, "--settle", "0.05", "--policy", PolicyOf(inbox));

    private static string PolicyOf(WatchedInbox inbox) => Path.Combine(inbox.Folder, "policy.json");

    private static void WritePolicy(WatchedInbox inbox) => File.WriteAllText(
        PolicyOf(inbox),
        """
        {
          "channels": { "desk": { "kind": "console" }, "pager": { "kind": "console" } },
          "routes": [ { "account": "user1*", "channels": ["desk", "pager"] }, { "channels": ["desk"] } ],
          "immediateSeverity": "high"
        }
        """);

    private static async Task<bool> IsAtWorkAsync(WatchedInbox inbox)
    {
        if (!File.Exists(inbox.State))
            return false;
        using var file = StateFile.OpenExisting(inbox.State);
        IAuditStore store = new SqliteAuditStore(file);
        await foreach (var source in store.SourcesAsync(default))
        {
            if ((await store.ReadLaneAsync(source, default)).Lane.Active is not null)
                return true;
        }

        return false;
    }

    // Every seventh report is cut off, and every fifth holds the same bytes as the one before it of its source.
    private void Arrive(int seed, int number, WatchedInbox inbox)
    {
        var source = Sources[number % Sources.Length];
        var bytes = BytesOf(seed, number % 5 == 4 ? number - Sources.Length : number);
        if (number % 7 == 6)
            bytes = [.. bytes[..(bytes.Length / 2)], .. "\n\"1000"u8];
        inbox.Put(string.Create(CultureInfo.InvariantCulture, $"{source}/report-{number}.csv"), bytes, start.AddMinutes(number));
    }

    private static byte[] BytesOf(int seed, int number)
    {
        var random = new Random(unchecked((seed * 397) ^ number));
        return Report.Of(Enumerable.Range(0, Accounts).Where(_ => random.Next(100) > 0).Select(account => AccountRow
            .Clean(string.Create(CultureInfo.InvariantCulture, $"{100_000_000_000 + account}"))
            .With(Column.Username, string.Create(CultureInfo.InvariantCulture, $"user{account}"))
            .With(Column.MfaDeviceActive, random.Next(10) == 0 ? "FALSE" : "TRUE")
            .With(Column.OperationProtectionActive, random.Next(10) == 0 ? "FALSE" : "TRUE")
            .With(Column.LoginConsoleActive, random.Next(50) == 0 ? "pending" : "TRUE"))).Bytes();
    }

    // Byte for byte, but for the two that name the file: of two with the same bytes, either may have come first.
    private static Dictionary<string, string> EvidenceOf(WatchedInbox inbox) => inbox.Evidence.ToDictionary(
        path => path,
        path => path.EndsWith("/report.html", StringComparison.Ordinal) || path.EndsWith("/findings.json", StringComparison.Ordinal)
            ? "is there"
            : Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(Path.Combine(inbox.Folder, path)))));

    private static Dictionary<string, string> ContentsOf(WatchedInbox inbox) => inbox.Files
        .Where(path => path.EndsWith(".csv", StringComparison.Ordinal) || path.EndsWith(".txt", StringComparison.Ordinal))
        .ToDictionary(path => path, path => Convert.ToHexStringLower(SHA256.HashData(inbox.Read(path))));

    /// <summary>All that lasts, without the times at which a process happened to do it, and without which of two files with the same bytes came first.</summary>
    private static async Task<IReadOnlyList<string>> LinesOfAsync(WatchedInbox inbox)
    {
        using var file = StateFile.Open(inbox.State);
        IAuditStore store = new SqliteAuditStore(file);
        var lines = new List<string>();
        foreach (var source in Sources)
        {
            lines.Add(JsonSerializer.Serialize((await store.ReadLaneAsync(source, default)).Lane, PipelineJson.Default.Lane));
            await foreach (var report in store.ReadReportsAsync(source, default))
                lines.Add(JsonSerializer.Serialize(report with { Name = "", Version = "", ArrivedAt = default, TouchedAt = default, StartedAt = null }, PipelineJson.Default.ReportRecord));
            await foreach (var account in store.ReadAllAccountsAsync(source, default))
                lines.Add(JsonSerializer.Serialize(account.State, PipelineJson.Default.AccountState));
        }

        await foreach (var told in store.ReadNotificationsAsync(default))
        {
            lines.Add(JsonSerializer.Serialize(told with { CreatedAt = default, NextAttemptAt = null, SentAt = null }, PipelineJson.Default.Notification));
        }

        lines.Sort(StringComparer.Ordinal);
        return lines;
    }
}
