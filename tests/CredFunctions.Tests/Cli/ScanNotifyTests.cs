using System.Text.Json;

using CredFunctions.Tests.Watching;

namespace CredFunctions.Tests.Cli;

/// <summary>Who is told of a scan, and what is said where nobody could be.</summary>
public sealed class ScanNotifyTests : IDisposable
{
    private const string ToScreen = """{ "channels": { "screen": { "kind": "console" } }, "routes": [ { "channels": ["screen"] } ] }""";
    private const string ToNobody = """
        {
          "channels": { "screen": { "kind": "console" }, "chat": { "kind": "teams", "urlSetting": "CHANNEL_TEST_NO_SUCH_SETTING" } },
          "routes": [ { "channels": ["chat", "screen"] } ],
        }
        """;

    private readonly ScannedHistory history = new();

    [Fact]
    public void What_a_scan_was_not_asked_to_send_is_not_undelivered()
    {
        history.Now = ScannedHistory.Day(1);
        history.Scan(First(), "--policy", history.Policy(ToScreen));

        history.Run("history", "--state", history.State).Output.Should().NotContain("Not delivered")
            .And.Contain("\n\n1 notification of scans without --notify: \"credfunctions replay ");
        history.Run("history", "--state", history.State, "--format", "json").Json.GetProperty("failedNotifications").GetArrayLength().Should().Be(0);
        history.Run("status", "--state", history.State).ExitCode.Should().Be(0);
    }

    public void Dispose() => history.Dispose();

    [Fact]
    public void Nobody_is_told_unless_it_is_asked_for()
    {
        var run = history.Scan(First(), "--policy", history.Policy(ToScreen));

        run.ExitCode.Should().Be(0);
        run.Error.Should().BeEmpty();
    }

    [Fact]
    public void The_channels_of_the_policy_are_told_of_the_first_report()
    {
        var run = history.Scan(First(), "--policy", history.Policy(ToScreen), "--notify", "--format", "json");

        run.ExitCode.Should().Be(0, run.Error);
        run.Error.Should().Contain("user3@example.com").And.Contain("MFA");
        run.Json.GetProperty("report").ValueKind.Should().Be(JsonValueKind.Object, "the output is the result alone");
    }

    [Fact]
    public void The_same_report_is_told_once_and_the_next_one_by_what_is_new()
    {
        var policy = history.Policy(ToScreen);
        history.Scan(First(), "--policy", policy, "--notify");

        history.Scan(First(), "--policy", policy, "--notify").Sentence.Should().EndWith("again, which was recorded before.");
        history.Scan(history.Report("2.csv", 1, ScannedHistory.Second()), "--policy", policy, "--notify").Error.Should().Contain("user7@example.com").And.Contain("1 opened");
    }

    [Fact]
    public void Without_a_state_every_scan_is_a_first_one()
    {
        var policy = history.Policy(ToScreen);
        string[] scan = ["scan", First(), "--policy", policy, "--notify"];

        CommandRun.Of(scan).Error.Should().Contain("user3@example.com");
        CommandRun.Of(scan).Error.Should().Contain("user3@example.com");
    }

    [Fact]
    public void What_did_not_arrive_is_said_with_channel_and_reason_and_keeps_it_from_nobody_else()
    {
        var run = history.Scan(First(), "--policy", history.Policy(ToNobody), "--notify");

        run.ExitCode.Should().Be(4);
        run.Error.Should().Contain("user3@example.com", "the other channel is told").And.EndWith(
            "credfunctions: 1 notification did not reach channel \"chat\", or not every recipient: The setting CHANNEL_TEST_NO_SUCH_SETTING has no value: set it, and start this process again." + Environment.NewLine);
    }

    [Fact]
    public void A_finding_that_fails_the_scan_and_a_rejection_go_before_what_did_not_arrive()
    {
        var policy = history.Policy(ToNobody);

        history.Scan(First(), "--policy", policy, "--notify", "--fail-on", "high").ExitCode.Should().Be(1);
        history.Scan(history.Report("broken.csv", 1, "no report"u8.ToArray()), "--policy", policy, "--notify").ExitCode.Should().Be(3);
    }

    [Fact]
    public void What_was_scanned_without_notify_can_be_told_by_a_replay()
    {
        var policy = history.Policy(ToScreen);
        history.Scan(First(), "--policy", policy);
        var id = Json("history").GetProperty("notRequestedNotifications")[0].GetProperty("notificationId").GetString()!;

        history.Run("replay", id, "--state", history.State).ExitCode.Should().Be(0);

        history.Scan(First(), "--policy", policy, "--notify").Error.Should().Contain("user3@example.com");
    }

    [Fact]
    public void A_policy_with_channels_is_needed()
    {
        var run = history.Scan(First(), "--notify");

        (run.ExitCode, run.Sentence).Should().Be((2, "--notify needs channels: name a policy that has some with --policy."));
    }

    [Fact]
    public void A_watch_tells_on_stdout_and_ends_with_4_where_somebody_was_not_reached()
    {
        using var inbox = new WatchedInbox();
        inbox.Put("x.csv", ScannedHistory.First().Bytes, ScannedHistory.Day(0));

        var run = inbox.Watch("--policy", history.Policy(ToNobody));

        run.ExitCode.Should().Be(4);
        run.Output.Should().Contain("user3@example.com");
        run.Error.Should().Contain("did not reach channel \"chat\"");
    }

    private string First() => history.Report("1.csv", 0, ScannedHistory.First());

    private JsonElement Json(string command) => history.Run(command, "--state", history.State, "--format", "json").Json;
}
