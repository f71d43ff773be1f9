namespace CredFunctions.Tests.Cli;

/// <summary>Several files are one source's history.</summary>
public sealed class ScanSeveralTests : IDisposable
{
    private readonly ScannedHistory history = new();

    public void Dispose() => history.Dispose();

    [Fact]
    public void They_are_taken_in_the_order_in_which_they_were_modified_and_the_last_is_described()
    {
        var second = history.Report("a.csv", 1, ScannedHistory.Second());
        var first = history.Report("b.csv", 0, ScannedHistory.First());

        var run = CommandRun.Of("scan", second, first);

        run.ExitCode.Should().Be(0, run.Error);
        run.Output.Should().Contain("Report  a.csv").And.Contain("1 opened, 1 resolved, 1 changed.");
    }

    [Fact]
    public void They_say_what_scans_one_by_one_say()
    {
        var first = history.Report("1.csv", 0, ScannedHistory.First());
        var second = history.Report("2.csv", 1, ScannedHistory.Second());
        history.Scan(first);

        var together = CommandRun.Of("scan", first, second, "--format", "json");

        together.Output.Should().Be(history.Scan(second, "--format", "json").Output);
    }

    [Fact]
    public void Equal_times_are_wrong_usage_that_names_the_files()
    {
        var run = history.Scan(history.Report("1.csv", 0, ScannedHistory.First()), history.Report("2.csv", 0, ScannedHistory.Second()));

        run.ExitCode.Should().Be(2);
        run.Sentence.Should().Contain("\"1.csv\" and \"2.csv\" were both last modified at 2026-11-01 12:00 +08:00");
        File.Exists(history.State).Should().BeFalse();
    }

    [Fact]
    public void Time_as_as_of_is_for_one_file()
    {
        var run = history.Scan("--as-of", "2026-11-01", history.Report("1.csv", 0, ScannedHistory.First()), history.Report("2.csv", 1, ScannedHistory.Second()));

        run.ExitCode.Should().Be(2);
        run.Sentence.Should().Be("--as-of with a time is for one FILE; of several, --as-of name takes each time from the file's name.");
    }

    // Three monthly files that a plain cp has written at one time.
    [Fact]
    public void As_of_name_puts_copied_files_in_the_order_of_the_dates_in_their_names()
    {
        var second = history.Report("b 2026-11-02T12-00.csv", 20, ScannedHistory.Second());
        var first = history.Report("c_20261101_1200.csv", 20, ScannedHistory.First());
        var third = history.Report("a-2026.11.03.csv", 20, ScannedHistory.People(30));

        var run = CommandRun.Of("scan", first, third, second, "--as-of", "name", "--format", "json");

        run.ExitCode.Should().Be(0, run.Error);
        run.Error.Should().BeEmpty();
        var report = run.Json.GetProperty("report");
        report.GetProperty("name").GetString().Should().Be("a-2026.11.03.csv");
        report.GetProperty("asOf").GetString().Should().Be("2026-11-02T16:00:00+00:00");
        run.Json.GetProperty("changes").EnumerateArray().Should().BeEmpty();
        CommandRun.Of("scan", third, second, first, "--as-of", "name").Output.Should().Contain("Since the report as of 2026-11-02 12:00 +08:00\n  2 resolved.");
    }

    [Fact]
    public void One_without_a_date_in_its_name_is_wrong_usage_that_names_it()
    {
        var run = history.Scan("--as-of", "name", history.Report("2026-11-01.csv", 0, ScannedHistory.First()), history.Report("second.csv", 1, ScannedHistory.Second()));

        run.ExitCode.Should().Be(2);
        run.Sentence.Should().StartWith("--as-of name: \"second.csv\" has no date in its name");
        File.Exists(history.State).Should().BeFalse();
    }

    [Fact]
    public void Equal_times_in_their_names_are_wrong_usage_that_names_the_files()
    {
        var run = history.Scan("--as-of", "name", history.Report("2026-11-01.csv", 0, ScannedHistory.First()), history.Report("20261101.csv", 1, ScannedHistory.Second()));

        run.ExitCode.Should().Be(2);
        run.Sentence.Should().StartWith("\"2026-11-01.csv\" and \"20261101.csv\" are both as of 2026-11-01 00:00 +08:00");
    }

    [Fact]
    public void Two_that_were_modified_in_the_future_are_wrong_usage_that_names_the_files()
    {
        var run = history.Scan(history.Report("1.csv", 40, ScannedHistory.First()), history.Report("2.csv", 41, ScannedHistory.Second()), history.Report("3.csv", 1, ScannedHistory.People(30)));

        run.ExitCode.Should().Be(2);
        run.Sentence.Should().StartWith("\"1.csv\" and \"2.csv\" were last modified in the future").And.Contain("--as-of name");
        File.Exists(history.State).Should().BeFalse();
    }

    [Fact]
    public void Stdin_can_be_named_once()
    {
        var run = CommandRun.Of("scan", "-", "-");

        run.ExitCode.Should().Be(2);
        run.Sentence.Should().Contain("stdin can be read once");
    }

    [Fact]
    public void File_that_is_not_there_stops_them_all()
    {
        var run = history.Scan(history.Report("1.csv", 0, ScannedHistory.First()), Path.Combine(history.Folder, "nobody.csv"));

        run.ExitCode.Should().Be(2);
        run.Sentence.Should().Contain("does not exist");
        File.Exists(history.State).Should().BeFalse();
    }

    [Fact]
    public void Two_of_one_name_are_two()
    {
        var first = history.Report("report.csv", 0, ScannedHistory.First());
        Directory.CreateDirectory(Path.Combine(history.Folder, "later"));
        var second = history.Report(Path.Combine("later", "report.csv"), 1, ScannedHistory.Second());

        CommandRun.Of("scan", first, second).Output.Should().Contain("1 opened, 1 resolved, 1 changed.");
    }

    [Fact]
    public void One_that_is_rejected_in_between_is_told_and_the_last_is_described()
    {
        var run = history.Scan(
            history.Report("1.csv", 0, ScannedHistory.First()), history.Report("2.csv", 1, []), history.Report("3.csv", 2, ScannedHistory.Second()));

        run.ExitCode.Should().Be(3);
        run.Sentence.Should().StartWith("\"2.csv\": The report is empty.");
        run.Output.Should().Contain("Report  3.csv").And.Contain("1 opened, 1 resolved, 1 changed.");
    }

    [Fact]
    public void Half_a_report_without_a_state_is_held_too()
    {
        var run = CommandRun.Of("scan", history.Report("1.csv", 0, ScannedHistory.First()), history.Report("2.csv", 1, ScannedHistory.People(15)));

        run.ExitCode.Should().Be(3);
        run.Sentence.Should().Contain("is held").And.Contain("scan with --state");
    }
}
