using CredFunctions.Reports;
using CredFunctions.Tests.Building;

namespace CredFunctions.Tests.Watching;

[Trait(Speed.Trait, Speed.Slow)]
public sealed class WatchProcessTests : IDisposable
{
    // A process has the clock of the machine: reports are as old by it on any day.
    private static readonly DateTimeOffset AsOf = DateTimeOffset.FromUnixTimeSeconds(DateTimeOffset.UtcNow.AddDays(-4).ToUnixTimeSeconds());

    private readonly WatchedInbox inbox = new();

    public void Dispose() => inbox.Dispose();

    [Fact]
    public void A_second_watch_over_the_same_state_says_so_and_ends()
    {
        using var first = Start();
        first.WaitFor("Watching ");

        var second = inbox.Watch();

        second.ExitCode.Should().Be(2);
        second.Sentence.Should().Contain("is in use by another credfunctions");
    }

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public void A_signal_ends_it_cleanly(string signal)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "there are no signals");
        Assert.SkipWhen(signal == "INT" && InterruptsAreIgnored(), "whatever a shell runs in its background ignores interrupts, and what that starts does too");
        using var watch = Start();
        watch.WaitFor("Watching ");

        watch.Stop(signal).Should().Be(0);

        watch.Said.Should().Contain("credfunctions: Stopped. The next start continues from here.");
    }

    [Fact]
    public void What_another_process_accepts_goes_on_at_once()
    {
        using var watch = Start();
        inbox.Put("x.csv", ReportOf(30), AsOf);
        watch.WaitFor("is complete: 30 accounts");
        inbox.Put("x.csv", ReportOf(15), AsOf.AddDays(1));
        watch.WaitFor("is held");

        var id = watch.Said.Single(line => line.Contains("is held")).Split("report ")[1][..8];
        inbox.RunNow("accept", id).ExitCode.Should().Be(0);

        watch.WaitFor("is complete: 15 accounts");
    }

    [Fact]
    public void A_file_whose_earlier_as_of_is_refused_is_named_by_every_run_with_exit_code_3()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "there are no signals");
        var recordedAsOf = new DateTimeOffset(2025, 3, 1, 4, 0, 0, TimeSpan.Zero);
        using (var watch = Start())
        {
            inbox.Put("2025-02-20.csv", ReportOf(12), recordedAsOf);
            watch.WaitFor("is complete: 12 accounts");
            SpinWait.SpinUntil(() => inbox.Files.All(path => path.StartsWith("done/", StringComparison.Ordinal)), TimeSpan.FromSeconds(30))
                .Should().BeTrue();
            watch.Stop("TERM").Should().Be(0);
        }

        inbox.Put("2025-02-20.csv", ReportOf(12), recordedAsOf);
        for (var run = 1; run <= 2; run++)
        {
            var (exitCode, said) = inbox.WatchByTheClock("--as-of", "name");
            exitCode.Should().Be(3, said);
            said.Should().MatchRegex("was recorded as of a later time: \"credfunctions withdraw [0-9a-f]{8} --state ").And.NotContain("\n");
        }
    }

    [Fact]
    public void What_is_replayed_is_read_again()
    {
        using var watch = Start();
        inbox.Put("x.csv", [1, 2, 3], AsOf);
        watch.WaitFor("is rejected");
        SpinWait.SpinUntil(() => inbox.Files.All(path => path.StartsWith("rejected/", StringComparison.Ordinal)), TimeSpan.FromSeconds(30)).Should().BeTrue("it is moved after it is said");
        var id = watch.Said.Single(line => line.Contains("is rejected")).Split("report ")[1][..8];

        inbox.RunNow("replay", id, "--folder", inbox.Folder).ExitCode.Should().Be(0);

        watch.WaitFor("\"x-2.csv\"");
        inbox.Run("history", "--format", "json").Json.GetProperty("sources")[0].GetProperty("reports")[0].GetProperty("run").GetInt32().Should().Be(2);
    }

    [Fact]
    public void An_edited_policy_is_in_force_from_the_next_report_on_and_a_broken_one_is_not()
    {
        var policy = Path.Combine(inbox.Folder, "policy.json");
        File.WriteAllText(policy, "{}");
        using var watch = Start("--policy", policy);
        inbox.Put("x.csv", ReportOf(12, mfa: "FALSE"), AsOf);
        watch.WaitFor("open 12 high");

        File.WriteAllText(policy, """{ "rules": { "console-mfa-disabled": { "severity": "info" } } }""");
        watch.WaitFor("has changed, and is in force from the next report on");
        inbox.Put("x.csv", ReportOf(13, mfa: "FALSE"), AsOf.AddDays(1));
        watch.WaitFor("open 13 info");

        File.WriteAllText(policy, """{ "rules": { "console-mfa-disabled": """);
        watch.WaitFor("has changed and cannot be used, so the policy before stays in force");
        inbox.Put("x.csv", ReportOf(14, mfa: "FALSE"), AsOf.AddDays(2));
        watch.WaitFor("open 14 info");
    }

    [Fact]
    public void What_is_told_on_an_output_that_nobody_reads_any_more_is_kept_and_said_and_ends_nothing()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "there are no signals");
        var policy = Path.Combine(inbox.Folder, "policy.json");
        File.WriteAllText(policy, """{ "channels": { "screen": { "kind": "console" } }, "routes": [ { "channels": ["screen"] } ] }""");
        using var watch = WatchProcess.Unread(inbox.Folder, "--settle", "0.1", "--policy", policy);
        inbox.Put("x.csv", ReportOf(12, mfa: "FALSE"), AsOf);

        watch.WaitFor("Channel \"screen\" refused a notification. The output is closed. It is retried for a day.");
        inbox.Put("x.csv", ReportOf(13, mfa: "FALSE"), AsOf.AddDays(1));
        watch.WaitFor("is complete: 13 accounts");

        watch.Stop("TERM").Should().Be(0);

        // The second one may not have been tried before the signal; the next start then delivers it.
        inbox.Watch("--policy", policy).Error.Should().MatchRegex(
            "(1 notification|2 notifications) did not reach channel \"screen\", or not every recipient: The output is closed\\.");
    }

    [Fact]
    public void A_file_that_grows_slowly_is_read_once_and_whole()
    {
        using var watch = Start("--settle", "1");
        using var writing = new CancellationTokenSource();
        watch.WaitFor("Watching ");
        var bytes = ReportOf(50);
        using (var file = new FileStream(Path.Combine(inbox.Reports, "x.csv"), FileMode.CreateNew, FileAccess.Write, FileShare.ReadWrite))
        {
            foreach (var part in bytes.Chunk(bytes.Length / 8))
            {
                file.Write(part);
                file.Flush();
                writing.Token.WaitHandle.WaitOne(200);
            }
        }

        watch.WaitFor("is complete: 50 accounts");
        watch.Said.Where(line => line.Contains("x.csv")).Should().ContainSingle();
    }

    private static byte[] ReportOf(int accounts, string mfa = "TRUE") =>
        Report.Of(Enumerable.Range(1, accounts).Select(number => AccountRow.Clean($"1000000000{number:00}")
            .With(Column.CreationTime, AccountRow.Time(AsOf.AddDays(-200)))
            .With(Column.PasswordLastRotation, AccountRow.Time(AsOf.AddDays(-10)))
            .With(Column.LastConsoleLoginTime, AccountRow.Time(AsOf.AddDays(-1)))
            .With(Column.MfaDeviceActive, mfa))).Bytes();

    // Bit 1 of the mask, which is in hex, is signal 2.
    private static bool InterruptsAreIgnored() => File.Exists("/proc/self/status")
        && File.ReadLines("/proc/self/status").Any(line => line.StartsWith("SigIgn:", StringComparison.Ordinal) && (Convert.ToUInt64(line[7..].Trim(), 16) & 2) != 0);

    private WatchProcess Start(params string[] options) => new([inbox.Folder, .. options.Contains("--settle") ? options : ["--settle", "0.1", .. options]]);
}
