using System.Text.Json;

using CredFunctions.Embedded.State;
using CredFunctions.Notifications;
using CredFunctions.Ports;
using CredFunctions.Reports;
using CredFunctions.Runs;
using CredFunctions.Tests.Building;
using CredFunctions.Tests.Cli;
using CredFunctions.Tests.Watching;

namespace CredFunctions.Tests.Records;

/// <summary>What <c>status</c> lists as left to do, and the exit code that says it to a script.</summary>
public sealed class StatusCommandTests : IDisposable
{
    private static readonly DateTimeOffset Recent = CommandRun.Now.AddHours(-1);

    private readonly WatchedInbox inbox = new();

    public void Dispose() => inbox.Dispose();

    [Fact]
    public void Says_that_there_is_nothing_to_do()
    {
        inbox.Watch();
        inbox.Run("status").Output.Should().StartWith(
            "No report is recorded yet.\n\nWatch       Last swept 2026-11-23 12:00 +08:00, 0 minutes ago; no process is at");

        Record("company-a/x.csv", Recent, Rows(1));
        var run = inbox.Run("status");

        run.ExitCode.Should().Be(0, run.Error);
        run.Output.Should().MatchRegex(
            """
            ^company-a
            Completed   [0-9a-f]{8} as of 2026-11-23 11:00 \+08:00, 1 hour ago\.

            Watch       Last swept 2026-11-23 12:00 \+08:00, 0 minutes ago; no process is at
                        work on the state\.
            Nothing to do: no report is unfinished, held or overdue, and every notification
            was sent\.
            $
            """.ReplaceLineEndings("\n"));
        run.Lines.Should().OnlyContain(line => line.Length <= 80);
    }

    [Fact]
    public void Says_that_a_source_is_overdue_by_the_policy_of_its_last_report()
    {
        var policy = Path.Combine(inbox.Folder, "policy.json");
        File.WriteAllText(policy, """{ "freshness": { "company-a": 2, "company-b": 48, "*": "never" } }""");
        foreach (var source in (string[])["company-a", "company-b", "company-c"])
            inbox.Put($"{source}/x.csv", Report.Of(Rows(1)).Bytes(), CommandRun.Now.AddHours(-3));
        inbox.Watch("--policy", policy);

        var run = inbox.Run("status");

        run.ExitCode.Should().Be(0);
        run.Output.ReplaceLineEndings(" ").Should().MatchRegex("3 hours ago\\. It is overdue:\\s+its policy expects a report every 2\\s+hours\\.")
            .And.EndWith("To do: 1 source overdue. ").And.NotContain("every 48");
        var sources = inbox.Run("status", "--format", "json").Json.GetProperty("sources").EnumerateArray().ToList();
        sources.Select(source => source.GetProperty("isOverdue").GetBoolean()).Should().Equal(true, false, false);
        sources.Select(source => source.GetProperty("freshnessHours").ToString()).Should().Equal("2", "48", "");
    }

    [Fact]
    public void A_monitor_is_warned_of_an_overdue_source_and_of_a_watch_that_does_not_sweep()
    {
        var policy = Path.Combine(inbox.Folder, "policy.json");
        File.WriteAllText(policy, """{ "freshness": { "*": 48 } }""");
        inbox.Put("old/x.csv", Report.Of(Rows(1)).Bytes(), Recent.AddHours(-20));
        inbox.Put("x.csv", Report.Of(Rows(1)).Bytes(), Recent);
        inbox.Watch("--policy", policy);

        At(TimeSpan.FromHours(1)).ExitCode.Should().Be(0);
        At(TimeSpan.FromHours(1)).Output.Should().Contain("\nOldest      old, as of 2026-11-22 15:00 +08:00, 22 hours ago.\n");
        At(TimeSpan.FromHours(3)).ExitCode.Should().Be(4, "no sweep for three hours");
        inbox.RunAt(CommandRun.Now.AddHours(3), "status").ExitCode.Should().Be(0);
        inbox.Watch(CommandRun.Now.AddHours(30), "--policy", policy);
        At(TimeSpan.FromHours(30)).ExitCode.Should().Be(4, "old is overdue");
        var json = inbox.Run("status", "--format", "json").Json;
        json.GetProperty("sweptAt").GetString().Should().Be("2026-11-24T10:00:00+00:00");
        json.GetProperty("oldestAsOf").GetString().Should().Be("2026-11-22T07:00:00+00:00");

        CommandRun At(TimeSpan later) => inbox.RunAt(CommandRun.Now + later, "status", "--monitor");
    }

    [Fact]
    public void A_state_that_only_scans_record_was_never_swept()
    {
        inbox.Put("x.csv", Report.Of(Rows(1)).Bytes(), Recent);
        CommandRun.Of("scan", Path.Combine(inbox.Reports, "x.csv"), "--state", inbox.State).ExitCode.Should().Be(0);

        inbox.Run("status").Output.Should().Contain("\nWatch       Never swept by a watch; no process is at work on the state.\n");
        inbox.Run("status", "--monitor").ExitCode.Should().Be(4);
    }

    [Fact]
    public void Metrics_are_of_the_form_that_Prometheus_reads()
    {
        var file = Path.Combine(inbox.Folder, "credfunctions.prom");
        inbox.Put("company-a/x.csv", Report.Of(Rows(3)[0], Rows(3)[1].With(Column.MfaDeviceActive, "FALSE")).Bytes(), Recent);
        inbox.Put("company-b/x.csv", Report.Of(Rows(10)).Bytes(), Recent.AddDays(-1));
        inbox.Watch();
        inbox.Put("company-b/y.csv", Report.Of(Rows(2)).Bytes(), Recent);

        inbox.Watch("--metrics", file).ExitCode.Should().Be(3);

        var metrics = PrometheusText.Parse(File.ReadAllText(file));
        metrics["credfunctions_sweep_timestamp_seconds"].Should().Be(CommandRun.Now.ToUnixTimeSeconds());
        metrics["credfunctions_report_as_of_timestamp_seconds{source=\"company-a\"}"].Should().Be(Recent.ToUnixTimeSeconds());
        metrics["credfunctions_reports{source=\"company-b\",status=\"held\"}"].Should().Be(1);
        metrics["credfunctions_reports{source=\"company-a\",status=\"held\"}"].Should().Be(0);
        metrics["credfunctions_accounts{source=\"company-a\"}"].Should().Be(2);
        metrics["credfunctions_open_findings{source=\"company-a\",severity=\"high\"}"].Should().Be(1);
        metrics["credfunctions_report_overdue{source=\"company-a\"}"].Should().Be(0);
        metrics["credfunctions_notifications{status=\"pending\"}"].Should().Be(0);
        metrics.Keys.Should().Contain(key => key.StartsWith("credfunctions_build_info{version=", StringComparison.Ordinal));
        Directory.GetFiles(inbox.Folder, "*.part").Should().BeEmpty();
        foreach (var name in metrics.Keys.Select(key => key.Split('{')[0]).Distinct(StringComparer.Ordinal))
            File.ReadAllText(RepositoryFile.At("docs/embedded.md")).Should().Contain($"`{name}`");
    }

    [Fact]
    public void Metrics_that_cannot_be_written_end_no_watch()
    {
        var run = inbox.Watch("--metrics", Path.Combine(inbox.Folder, "missing", "x.prom"));

        run.ExitCode.Should().Be(0);
        run.Error.Should().Contain("The metrics cannot be written: ");
    }

    [Fact]
    public void Names_a_held_report_with_the_command_that_accepts_it_and_ends_with_3()
    {
        Record("x.csv", Recent.AddDays(-1), Rows(10));
        Record("x.csv", Recent, Rows(2));

        var run = inbox.Run("status");

        run.ExitCode.Should().Be(3);
        run.Output.Should().MatchRegex("""\nHeld        [0-9a-f]{8} \("x\.csv"\) as of 2026-11-23 11:00 \+08:00\. 8 of 10\s+known""");
        var held = inbox.Run("status", "--format", "json").Json.GetProperty("sources")[0].GetProperty("held").EnumerateArray()
            .Should().ContainSingle().Which.GetProperty("reportId").GetString()!;
        run.Output.ReplaceLineEndings(" ").Should().Contain($"\"credfunctions accept {held[..8]}").And.EndWith("To do: 1 source with held reports. ");
    }

    [Fact]
    public async Task Names_the_reports_that_are_not_finished_and_ends_with_4()
    {
        inbox.Watch();
        var recording = Unfinished('a', ReportStatus.Recording);
        var incomplete = Unfinished('c', ReportStatus.Incomplete) with { Reason = "3 accounts were not recorded in time." };
        await WriteAsync(store => store.CommitAsync(
            new LaneStep(
                new Lane { Source = "default", Active = recording.Stamp },
                [recording, Unfinished('b', ReportStatus.Waiting), incomplete]),
            version: null,
            default));

        var run = inbox.Run("status");

        run.ExitCode.Should().Be(4);
        run.Output.Should().StartWith(
            """
            default
            Recording   aaaaaaaa ("a.csv") as of 2026-11-23 11:00 +08:00, since 2026-11-23
                        12:00 +08:00.
            Waiting     bbbbbbbb ("b.csv") as of 2026-11-23 11:00 +08:00, until the report
                        before it is recorded.
            Incomplete  cccccccc ("c.csv") as of 2026-11-23 11:00 +08:00. 3 accounts were
                        not recorded in time. "credfunctions replay cccccccc --state
            """.ReplaceLineEndings("\n"));
        run.Output.Should().Contain("\nCompleted   No report was completed yet.\n").And.EndWith("\nTo do: 1 source with unfinished reports.\n");
        var source = inbox.Run("status", "--format", "json").Json.GetProperty("sources")[0];
        foreach (var (kind, name) in ((string, string)[])[("recording", "a.csv"), ("waiting", "b.csv"), ("incomplete", "c.csv")])
            source.GetProperty(kind).EnumerateArray().Should().ContainSingle().Which.GetProperty("name").GetString().Should().Be(name);
        source.GetProperty("lastCompleted").ValueKind.Should().Be(JsonValueKind.Null);
    }

    [Theory]
    [InlineData(NotificationStatus.Pending, "Not sent yet", "pendingNotifications", "2026-11-23 11:00")]
    [InlineData(NotificationStatus.Failed, "Not delivered", "failedNotifications", "2026-11-23 11:00")]
    [InlineData(NotificationStatus.Unconfirmed, "Unconfirmed, so it may not have arrived", "unconfirmedNotifications", "2026-11-23 11:30")]
    public async Task Names_a_notification_that_is_not_known_to_have_arrived_with_the_command_that_sends_it_again(
        NotificationStatus status, string heading, string property, string since)
    {
        Record("x.csv", Recent, Rows(1));
        await WriteAsync(store => store.AddNotificationsAsync(
            [
                Notification('a') with { Status = status, SentAt = Recent.AddMinutes(30) },
                Notification('b') with { Status = NotificationStatus.Sent },
            ],
            default));

        var run = inbox.Run("status");

        run.ExitCode.Should().Be(4);
        run.Output.Should().Contain($"\n\n{heading}: 1 notification\naaaaaaaa    digest of default to channel \"desk\", since")
            .And.NotContain("bbbbbbbb").And.EndWith("\nTo do: 1 notification not known to have arrived.\n");
        run.Output.ReplaceLineEndings(" ").Replace("            ", "", StringComparison.Ordinal).Should().MatchRegex(
            $"since {since} \\+08:00: the mailbox is full \"credfunctions replay aaaaaaaa --state [^\"]+\" sends it again\\.");
        inbox.Run("status", "--format", "json").Json.GetProperty(property).EnumerateArray().Should().ContainSingle()
            .Which.GetProperty("notificationId").GetString().Should().StartWith("aaaaaaaa");
        inbox.Run("replay", "aaaaaaaa").ExitCode.Should().Be(0);
    }

    private static AccountRow[] Rows(int count) => [.. Enumerable.Range(1, count).Select(number => AccountRow.Clean($"1{number:00000000000}"))];

    private static ReportRecord Unfinished(char id, ReportStatus status) => new()
    {
        Source = "default",
        ReportId = new string(id, 64),
        Sha256 = new string(id, 64),
        Name = $"{id}.csv",
        Version = "1",
        AsOf = Recent,
        Arrival = id,
        Status = status,
        Run = 1,
        Policy = "",
        StartedAt = CommandRun.Now,
        TouchedAt = CommandRun.Now,
    };

    private static Notification Notification(char id) => new()
    {
        Id = new string(id, 64),
        Kind = NotificationKind.Digest,
        Source = "default",
        Channel = "desk",
        Content = new NotificationContent(),
        LastError = "the mailbox is full",
        CreatedAt = Recent,
    };

    private void Record(string name, DateTimeOffset asOf, AccountRow[] rows)
    {
        inbox.Put(name, Report.Of(rows).Bytes(), asOf);
        inbox.Watch();
    }

    private async Task WriteAsync(Func<IAuditStore, Task> write)
    {
        using var file = StateFile.Open(inbox.State);
        await write(new SqliteAuditStore(file));
    }
}
