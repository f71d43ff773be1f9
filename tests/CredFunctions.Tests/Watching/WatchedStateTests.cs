using CredFunctions.Embedded.State;
using CredFunctions.Reports;
using CredFunctions.Tests.Building;
using CredFunctions.Tests.Cli;

namespace CredFunctions.Tests.Watching;

/// <summary>A state that was lost, copied or put in the wrong place, beside a folder that remembers more than it does.</summary>
public sealed class WatchedStateTests : IDisposable
{
    private readonly WatchedInbox inbox = new();

    public void Dispose() => inbox.Dispose();

    [Theory]
    [InlineData(true, true)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    public void A_new_state_is_refused_where_reports_were_recorded(bool isDeleted, bool hasEvidence)
    {
        Record(AccountRow.AsOf);
        File.Delete(inbox.State);
        if (!isDeleted)
            File.WriteAllBytes(inbox.State, []);
        if (!hasEvidence)
            Directory.Delete(Path.Combine(inbox.Folder, "evidence"), recursive: true);

        var run = inbox.Watch();

        run.ExitCode.Should().Be(2);
        run.Sentence.Should().StartWith($"\"{inbox.State}\" knows no report, but \"{Path.Combine(inbox.Folder, hasEvidence ? "evidence" : "done")}\" holds some that were recorded: ")
            .And.Contain("--new-state");
        StateFile.IsEmpty(inbox.State).Should().BeTrue("what is refused is not made");
        inbox.Watch().ExitCode.Should().Be(2, "it is refused again");
    }

    [Fact]
    public void A_new_state_begins_where_somebody_wants_it()
    {
        Record(AccountRow.AsOf);
        File.Delete(inbox.State);
        inbox.Put("y.csv", ReportOf(13), AccountRow.AsOf.AddDays(1));

        inbox.Watch("--new-state").ExitCode.Should().Be(0);

        inbox.Watch().Sentence.Should().StartWith($"\"{inbox.State}\" does not know 1 of 2 reports in ").And.Contain("so it is older than they are");
    }

    [Fact]
    public void A_state_in_its_first_run_and_one_that_only_rejected_are_not_refused()
    {
        inbox.Watch().ExitCode.Should().Be(0);
        inbox.Put("notes.txt", [1], AccountRow.AsOf);
        inbox.Watch();
        File.Delete(inbox.State);

        inbox.Watch().ExitCode.Should().Be(0);
    }

    [Fact]
    public void A_state_that_was_copied_without_its_log_is_refused()
    {
        Record(AccountRow.AsOf);
        var copy = Path.Combine(inbox.Folder, "copy.db");
        using (var file = StateFile.Open(inbox.State))
        {
            file.ReportIds().Should().ContainSingle();
            File.Exists(inbox.State + "-wal").Should().BeTrue();
            File.Copy(inbox.State, copy);
        }

        var run = CommandRun.Of("history", "--state", copy);

        run.ExitCode.Should().Be(2);
        run.Sentence.Should().StartWith($"\"{copy}\" is not whole, since \"{copy}-wal\" is missing: ");
        CommandRun.Of("watch", inbox.Folder, "--once", "--state", copy).ExitCode.Should().Be(2);

        // An empty log says that it is lost for good.
        File.WriteAllBytes(copy + "-wal", []);
        CommandRun.Of("history", "--state", copy).ExitCode.Should().Be(0);
        CommandRun.Of("history", "--state", copy).ExitCode.Should().Be(0, "it was carried over");
    }

    [Fact]
    public void A_state_that_was_copied_with_its_log_or_closed_before_is_whole()
    {
        Record(AccountRow.AsOf);
        var closed = Path.Combine(inbox.Folder, "closed.db");
        File.Copy(inbox.State, closed);
        var open = Path.Combine(inbox.Folder, "open.db");
        using (StateFile.Open(inbox.State))
        {
            File.Copy(inbox.State, open);
            File.Copy(inbox.State + "-wal", open + "-wal");
        }

        CommandRun.Of("history", "--state", closed).ExitCode.Should().Be(0);
        CommandRun.Of("history", "--state", open).ExitCode.Should().Be(0);
        CommandRun.Of("history", "--state", open).ExitCode.Should().Be(0, "its log was carried over");
    }

    [Fact]
    public void A_backlog_keeps_its_originals_for_their_whole_time()
    {
        Record(AccountRow.AsOf.AddYears(-5));
        inbox.Put("y.csv", ReportOf(13), AccountRow.AsOf.AddYears(-4));

        inbox.Watch().ExitCode.Should().Be(0);
        inbox.Watch().ExitCode.Should().Be(0);

        inbox.Files.Should().HaveCount(2).And.OnlyContain(path => path.StartsWith("done/default/202", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("--state", "audit.db")]
    [InlineData("--policy", "policy.json")]
    public void A_file_of_the_watch_has_no_place_among_the_reports(string option, string name)
    {
        var path = Path.Combine(inbox.Reports, name);
        if (option == "--policy")
            File.WriteAllText(path, "{}");

        var run = CommandRun.Of("watch", inbox.Folder, "--once", option, path);

        run.ExitCode.Should().Be(2);
        run.Sentence.Should().Be($"\"{path}\" lies in \"{inbox.Reports}\", which is for reports alone: name a file outside of it with {option}.");
    }

    [Fact]
    public void What_a_full_disk_left_of_evidence_is_gone_at_the_next_start()
    {
        Record(AccountRow.AsOf);
        var left = Path.Combine(inbox.Folder, "evidence", ".unfinished", "x4f2");
        File.WriteAllText(left, "half a table");

        inbox.Watch();

        File.Exists(left).Should().BeFalse();
    }

    [Fact]
    public void A_scan_with_a_new_state_says_that_there_is_evidence_of_earlier_reports()
    {
        var report = Path.Combine(inbox.Folder, "x.csv");
        File.WriteAllBytes(report, ReportOf(3));
        string[] scan = ["scan", report, "--state", inbox.State, "--out", Path.Combine(inbox.Folder, "evidence")];
        CommandRun.Of(scan).Error.Should().NotContain("is new");
        File.Delete(inbox.State);

        CommandRun.Of(scan).Error.Should().Contain($"\"{inbox.State}\" is new, so every finding counts as opened, but ");
    }

    private void Record(DateTimeOffset asOf)
    {
        inbox.Put("x.csv", ReportOf(12), asOf);
        inbox.Watch().ExitCode.Should().Be(0);
    }

    private static byte[] ReportOf(int accounts) =>
        Report.Of(Enumerable.Range(1, accounts).Select(number => AccountRow.Clean($"1000000000{number:00}").With(Column.Username, $"user{number}"))).Bytes();
}
