using System.Text.Json;

using CredFunctions.Reports;

namespace CredFunctions.Tests.Cli;

/// <summary>Which upload is which report, and the way back from a wrong one, as a person at the command line meets them.</summary>
public sealed class ScanReportsInTimeTests : IDisposable
{
    private readonly ScannedHistory history = new();

    public void Dispose() => history.Dispose();

    [Fact]
    public void Bad_state_that_comes_back_days_later_is_held_with_what_it_would_open()
    {
        history.Scan(history.Report("a1.csv", 0, Bad()));
        history.Scan(history.Report("b.csv", 1, Good())).Output.Should().Contain("2 resolved");

        var third = history.Scan(history.Report("a2.csv", 2, Bad()), "--format", "json");

        third.ExitCode.Should().Be(3);
        var held = third.Json.GetProperty("held");
        held.GetProperty("reason").GetString().Should().Be("It has the same content as the report of 2026-11-01 12:00 +08:00; it would open 2 and resolve 0 findings.");
        third.Sentence.Should().StartWith("\"a2.csv\" is held and changes nothing. It has the same content as").And.Contain($"credfunctions accept {Short(held)} ");
        Statuses().Should().Equal("held", "complete", "complete");
    }

    [Fact]
    public void Bad_state_that_came_back_and_is_accepted_opens_its_findings_again()
    {
        history.Scan(history.Report("a1.csv", 0, Bad()));
        history.Scan(history.Report("b.csv", 1, Good()));
        var path = history.Report("a2.csv", 2, Bad());
        var id = Short(history.Scan(path, "--format", "json").Json.GetProperty("held"));

        var accepted = history.Run("accept", id, "--state", history.State);
        var again = history.Scan(path);

        accepted.ExitCode.Should().Be(0, accepted.Error);
        accepted.Output.Should().StartWith($"Report {id} of default is accepted. \"credfunctions scan {path} --state {history.State}\" records it.");
        again.ExitCode.Should().Be(0, again.Error);
        again.Sentence.Should().Be(
            "\"a2.csv\" has the same content as the report of 2026-11-01 12:00 +08:00, "
            + "and is recorded as a new report, of 2026-11-03 12:00 +08:00, since that was accepted.");
        again.Output.Should().StartWith("Findings: 1 critical, 1 high in 2 of 2 accounts.").And.Contain("2 reopened, 1 changed.")
            .And.Contain("[access-key-leak-risk]").And.Contain("[login-protection-disabled]");
        Statuses().Should().Equal("complete", "complete", "complete");
    }

    // The console hands out the same file for four hours.
    [Fact]
    public void Same_bytes_within_hours_are_that_report_again_although_another_completed_since()
    {
        history.Scan(At("a1.csv", 0, Bad()));
        history.Scan(At("b.csv", 1, Good()));

        var third = history.Scan(At("a2.csv", 2, Bad()), "--format", "json");

        third.ExitCode.Should().Be(0);
        third.Json.GetProperty("report").GetProperty("asOf").GetDateTimeOffset().Should().Be(ScannedHistory.Day(0));
        third.Error.Should().Contain("\"a2.csv\" has the same content as the report of 2026-11-01 12:00 +08:00, less than 4 hours from it: it is that report again.");
        Statuses().Should().Equal("complete", "complete");
        history.Run("show", "100000000002", "--state", history.State).Output.Should().Contain("No finding is open.");
    }

    [Theory]
    [InlineData(4, 2)]
    [InlineData(0, 3)]
    public void Policy_says_for_how_many_hours_the_same_bytes_are_the_same_report(int hours, int reports)
    {
        var policy = history.Policy($$"""{ "sameReportHours": {{hours}} }""");
        history.Scan(At("a1.csv", 0, Bad()), "--policy", policy);
        history.Scan(At("b.csv", 1, Good()), "--policy", policy);

        history.Scan(At("a2.csv", 2, Bad()), "--policy", policy);

        Statuses().Should().HaveCount(reports);
    }

    // Nothing changed in the file, but the ages of what it holds did.
    [Fact]
    public void Unchanged_file_of_a_quiet_company_is_a_new_report_and_its_ages_are_judged_anew()
    {
        history.Now = new DateTimeOffset(2026, 11, 26, 4, 0, 0, TimeSpan.Zero);
        var quiet = new ReportText()
            .AddPerson("ann", (Column.PasswordLastRotation, "2026-08-20 10:00:00"), (Column.LastConsoleLoginTime, "2026-08-15 10:00:00"))
            .AddPerson("bob");
        history.Scan(history.Report("1.csv", 0, quiet)).Output.Should().StartWith("No findings: 2 accounts assessed and clean.");

        var later = history.Scan(history.Report("2.csv", 24, quiet));

        later.ExitCode.Should().Be(0, later.Error);
        later.Output.Should().StartWith("Findings: 1 medium, 1 low in 1 of 2 accounts.").And.Contain("Since the report as of 2026-11-01 12:00 +08:00\n  2 opened.");
        later.Error.Should().Contain("\"2.csv\" has the same content as the report before it, and is recorded as a new report, of 2026-11-25 12:00 +08:00.");
    }

    [Fact]
    public void File_that_is_scanned_again_is_the_same_report_and_says_so()
    {
        var path = history.Report("1.csv", 0, Bad());
        var once = history.Scan(path);

        var again = history.Scan(path);

        again.Output.Should().Be(once.Output);
        again.Sentence.Should().Be("\"1.csv\" is the report of 2026-11-01 12:00 +08:00 again, which was recorded before.");
        history.Scan(path, "--quiet").Error.Should().BeEmpty();
        Statuses().Should().Equal("complete");
    }

    [Fact]
    public void Few_accounts_of_which_more_than_half_are_missing_are_held()
    {
        history.Scan(history.Report("1.csv", 0, ScannedHistory.People(9)));

        var cut = history.Scan(history.Report("2.csv", 1, ScannedHistory.People(1)));

        cut.ExitCode.Should().Be(3);
        cut.Sentence.Should().StartWith("\"2.csv\" is held and changes nothing. 8 of 9 known accounts are missing from it, 100000000002, 100000000003, 100000000004 among them.");
    }

    [Fact]
    public void Report_cut_in_the_middle_of_a_row_is_held_though_nobody_would_be_taken_as_gone()
    {
        history.Scan(history.Report("1.csv", 0, ScannedHistory.People(30)));

        var cut = history.Scan(history.Report("2.csv", 1, ScannedHistory.People(10).AddLine("100000000011,user11,Sub-us")));

        cut.ExitCode.Should().Be(3);
        cut.Sentence.Should().Contain("20 of 30 known accounts are missing from it");
    }

    [Fact]
    public void Missing_accounts_are_counted_where_rows_cannot_be_read_and_nobody_is_gone()
    {
        history.Scan(history.Report("1.csv", 0, ScannedHistory.People(30)));
        var report = history.Report("2.csv", 1, ScannedHistory.People(28).AddLine("100000000029,user29,Sub-us"));

        var table = history.Scan(report);
        var json = history.Scan(report, "--format", "json").Json;

        table.ExitCode.Should().Be(4);
        table.Output.ReplaceLineEndings(" ").Should().Contain(
            "1 of 29 rows could not be read; 2 known accounts are not in it, and no account counts as gone while rows cannot be read.");
        json.GetProperty("report").GetProperty("missingAccounts").GetInt64().Should().Be(2);
        history.Scan(report, "--quiet").Output.Should().Contain("2 known accounts are not in it");
        history.Run("show", "100000000030", "--state", history.State).Output.Should().NotContain("Gone");
    }

    [Fact]
    public void Later_as_of_of_a_recorded_file_is_a_new_report()
    {
        var path = history.Report("1.csv", 0, ScannedHistory.First());
        history.Scan(path);

        var later = history.Scan(path, "--as-of", "2026-11-20", "--format", "json");

        later.ExitCode.Should().Be(0, later.Error);
        later.Json.GetProperty("report").GetProperty("asOf").GetString().Should().Be("2026-11-19T16:00:00+00:00");
        Statuses().Should().Equal("complete", "complete");
    }

    [Fact]
    public void Earlier_as_of_of_a_recorded_file_is_wrong_usage_that_names_withdraw_and_works_after_it()
    {
        var path = history.Report("1.csv", 3, ScannedHistory.First());
        history.Scan(path, "--as-of", "2026-11-20");

        var earlier = history.Scan(path, "--as-of", "2026-11-02");

        earlier.ExitCode.Should().Be(2);
        earlier.Output.Should().BeEmpty();
        earlier.Sentence.Should().StartWith("\"1.csv\" was recorded as of 2026-11-20 00:00 +08:00, which cannot become the earlier 2026-11-02 00:00 +08:00: ")
            .And.Contain($"\"credfunctions withdraw {Last()} --state {history.State}\" withdraws that report");
        history.Scan(path, "--as-of", "2026-11-02").ExitCode.Should().Be(2, "it is no other the second time");

        history.Run("withdraw", Last(), "--state", history.State, "--yes").ExitCode.Should().Be(0);
        var corrected = history.Scan(path, "--as-of", "2026-11-02");

        corrected.ExitCode.Should().Be(0, corrected.Error);
        corrected.Output.Should().Contain("As of   2026-11-02 00:00 +08:00").And.Contain("This is the first report of the source");
        Statuses().Should().Equal("withdrawn", "complete");
    }

    [Fact]
    public void Changed_as_of_of_a_held_file_replaces_the_report()
    {
        history.Scan(history.Report("1.csv", 0, ScannedHistory.People(30)));
        var half = history.Report("2.csv", 1, ScannedHistory.People(15));
        history.Scan(half).ExitCode.Should().Be(3);

        history.Scan(half, "--as-of", "2026-11-05").ExitCode.Should().Be(3);

        Statuses().Should().Equal("held", "complete");
        Reports()[0].GetProperty("asOf").GetString().Should().Be("2026-11-04T16:00:00+00:00");
    }

    // What was decided by the clock is not decided again when the clock has moved on.
    [Fact]
    public void Time_of_arrival_of_a_file_from_the_future_stays()
    {
        var path = history.Report("1.csv", 400, ScannedHistory.First());
        var first = history.Scan(path, "--format", "json");
        history.Now += TimeSpan.FromHours(30);

        var again = history.Scan(path, "--format", "json");

        first.Json.GetProperty("report").GetProperty("asOf").GetDateTimeOffset().Should().Be(CommandRun.Now);
        first.Sentence.Should().StartWith("\"1.csv\" was last modified in the future, at 2027-12-06 12:00 +08:00, so it is judged as of its arrival, 2026-11-23 12:00 +08:00.");
        again.Output.Should().Be(first.Output);
        Statuses().Should().Equal("complete");
    }

    [Fact]
    public void Report_older_than_its_file_is_recorded_with_a_sentence()
    {
        var run = history.Scan(history.Report("1.csv", 10, ScannedHistory.First()));

        run.ExitCode.Should().Be(0);
        run.Sentence.Should().StartWith("\"1.csv\" is judged as of its file's time, 2026-11-11 12:00 +08:00, but nothing in it is newer than 2026-11-01 12:00 +08:00");
    }

    [Fact]
    public void Report_from_stdin_is_a_new_upload_each_time()
    {
        byte[] bytes = ScannedHistory.First().Bytes;
        CommandRun Pipe(int hours) => CommandRun.Of(
            bytes, environment => environment with { Time = new Clock(CommandRun.Now.AddHours(hours)) }, "scan", "-", "--state", history.State, "--format", "json");

        Pipe(0).Error.Should().BeEmpty();
        Pipe(1).Error.Should().Contain("\"stdin\" has the same content as the report of 2026-11-23 12:00 +08:00, less than 4 hours from it");
        Pipe(5).Error.Should().Contain("\"stdin\" has the same content as the report before it");
        Statuses().Should().Equal("complete", "complete");
    }

    [Fact]
    public void Withdraw_without_yes_says_what_it_would_do_and_does_nothing()
    {
        history.Scan(history.Report("1.csv", 0, ScannedHistory.First()));
        history.Scan(history.Report("2.csv", 1, ScannedHistory.Second()));

        var run = history.Run("withdraw", Last(), "--state", history.State);

        run.ExitCode.Should().Be(2);
        run.Output.Should().BeEmpty();
        run.Sentence.Should().MatchRegex("^Report [0-9a-f]{8} of default, as of 2026-11-02 12:00 \\+08:00, would be withdrawn: report [0-9a-f]{8} of default, as of 2026-11-01 12:00 \\+08:00, would be recorded again, .*--yes");
        Statuses().Should().Equal("complete", "complete");
    }

    [Fact]
    public void Withdrawn_report_gives_way_to_the_one_before_it()
    {
        var first = history.Report("1.csv", 0, ScannedHistory.First());
        var second = history.Report("2.csv", 1, ScannedHistory.Second());
        history.Scan(first);
        history.Scan(second);
        var withdrawn = Last();

        var run = history.Run("withdraw", withdrawn, "--state", history.State, "--yes");
        var again = history.Scan(first);

        run.ExitCode.Should().Be(0, run.Error);
        run.Output.Should().MatchRegex($"^Report {withdrawn} of default, as of 2026-11-02 12:00 \\+08:00, is withdrawn, and report [0-9a-f]{{8}} of default, as of 2026-11-01 12:00 \\+08:00, is recorded again\\. The next scan into this state does so, such as \"credfunctions scan ");
        again.ExitCode.Should().Be(0, again.Error);
        again.Output.Should().Contain("Since the report as of 2026-11-02 12:00 +08:00 was withdrawn\n  1 reopened, 1 resolved, 1 changed.");
        Statuses().Should().Equal("withdrawn", "complete");
        history.Run("history", "--state", history.State).Output.ReplaceLineEndings(" ").Should().Contain("It was withdrawn;").And.Contain($"It was recorded again when report {withdrawn} was withdrawn.");
        history.Run("withdraw", withdrawn, "--state", history.State, "--yes").Sentence.Should().EndWith("cannot be withdrawn. It is withdrawn already.");
    }

    [Fact]
    public void Withdrawn_report_comes_back_by_replay_alone()
    {
        var first = history.Report("1.csv", 0, ScannedHistory.First());
        var second = history.Report("2.csv", 1, ScannedHistory.Second());
        history.Scan(first);
        history.Scan(second);
        var withdrawn = Last();
        history.Run("withdraw", withdrawn, "--state", history.State, "--yes");
        history.Scan(first);

        var scanned = history.Scan(second);
        scanned.ExitCode.Should().Be(0);
        scanned.Sentence.Should().StartWith("\"2.csv\" is a report that was withdrawn and changes nothing: ").And.Contain($"\"credfunctions replay {withdrawn} ");
        Statuses().Should().Equal("withdrawn", "complete");

        var replayed = history.Run("replay", withdrawn, "--state", history.State);
        replayed.ExitCode.Should().Be(0, replayed.Error);
        history.Scan(second).Output.Should().Contain("Since the report as of 2026-11-01 12:00 +08:00\n  1 reopened, 1 resolved, 1 changed.");
        Statuses().Should().Equal("complete", "complete");
    }

    // A report of the wrong time makes everything after it stale, until it is withdrawn.
    [Fact]
    public void Report_that_was_stale_against_a_withdrawn_one_applies_by_replay()
    {
        var first = history.Report("1.csv", 0, ScannedHistory.First());
        history.Scan(first);
        history.Scan(history.Report("wrong.csv", 20, ScannedHistory.People(30)));
        var wrong = Last();
        var second = history.Report("2.csv", 1, ScannedHistory.Second());
        history.Scan(second).Error.Should().Contain("is older than the last recorded report");
        var stale = Reports().Single(report => report.GetProperty("status").GetString() == "stale").GetProperty("reportId").GetString()![..8];
        history.Run("replay", stale, "--state", history.State).Sentence.Should().Contain("it would change nothing");

        history.Run("withdraw", wrong, "--state", history.State, "--yes").ExitCode.Should().Be(0);
        history.Scan(first).ExitCode.Should().Be(0);
        history.Run("replay", stale, "--state", history.State).ExitCode.Should().Be(0);

        history.Scan(second).Output.Should().Contain("Since the report as of 2026-11-01 12:00 +08:00");
        Statuses().Should().Equal("withdrawn", "complete", "complete");
    }

    [Fact]
    public void Withdrawing_the_only_report_makes_the_next_one_a_first_one()
    {
        history.Scan(history.Report("1.csv", 0, ScannedHistory.First()));

        history.Run("withdraw", Last(), "--state", history.State).Sentence.Should().Contain("it is its source's only one, so the accounts would be forgotten without a notification");
        var run = history.Run("withdraw", Last(), "--state", history.State, "--yes");
        var next = history.Scan(history.Report("2.csv", 1, ScannedHistory.People(3)));

        run.Output.Should().EndWith("The next scan into this state does so.\n");
        next.ExitCode.Should().Be(0, next.Error);
        next.Output.Should().StartWith("No findings: 3 accounts assessed and clean.").And.Contain("This is the first report of the source");
        Statuses().Should().Equal("complete", "withdrawn");
    }

    [Fact]
    public void Withdraw_is_refused_without_the_bytes_of_the_report_before()
    {
        var first = history.Report("1.csv", 0, ScannedHistory.First());
        history.Scan(first);
        history.Scan(history.Report("2.csv", 1, ScannedHistory.Second()));
        File.WriteAllBytes(first, ScannedHistory.People(1).Bytes);

        var run = history.Run("withdraw", Last(), "--state", history.State, "--yes");

        run.ExitCode.Should().Be(2);
        run.Sentence.Should().Contain($"cannot be withdrawn. The file of the report before it, \"{first}\", is not kept any more");
        Statuses().Should().Equal("complete", "complete");
    }

    [Fact]
    public void Report_that_an_earlier_command_left_and_whose_file_is_gone_never_ends_with_0()
    {
        var first = history.Report("1.csv", 0, ScannedHistory.First());
        history.Scan(first);
        history.Scan(history.Report("2.csv", 1, ScannedHistory.Second()));
        history.Run("withdraw", Last(), "--state", history.State, "--yes").ExitCode.Should().Be(0);
        File.Delete(first);

        var next = history.Scan(history.Report("3.csv", 2, ScannedHistory.People(31)), "--quiet");

        next.ExitCode.Should().Be(4);
        Statuses().Should().Equal("complete", "withdrawn", "incomplete");
    }

    [Fact]
    public void Account_on_a_day_is_shown_though_recording_its_report_again_ended_incomplete()
    {
        var evidence = Path.Combine(history.Folder, "evidence");
        var first = history.Report("1.csv", 0, ScannedHistory.First());
        history.Scan(first, "--out", evidence);
        history.Scan(history.Report("2.csv", 1, ScannedHistory.Second()));
        history.Run("withdraw", Last(), "--state", history.State, "--yes").ExitCode.Should().Be(0);
        File.Delete(first);
        history.Scan(history.Report("3.csv", 2, ScannedHistory.People(31)));
        Statuses().Should().Equal("complete", "withdrawn", "incomplete");

        var shown = history.Run("show", "user3@example.com", "--state", history.State, "--on", "2026-11-02", "--evidence", evidence);

        shown.ExitCode.Should().Be(0, shown.Error);
        shown.Output.Should().Contain("console-mfa-disabled");
    }

    [Fact]
    public void Held_report_is_recorded_from_the_name_that_is_left_of_two()
    {
        history.Scan(history.Report("1.csv", 0, ScannedHistory.First()));
        history.Scan(history.Report("2.csv", 1, ScannedHistory.Second()));
        var removed = history.Report("a.csv", 2, ScannedHistory.First());
        var left = history.Report("b.csv", 2, ScannedHistory.First());
        history.Scan(removed).ExitCode.Should().Be(3);
        history.Scan(left).ExitCode.Should().Be(3);
        File.Delete(removed);
        var held = Reports().Single(report => report.GetProperty("status").GetString() == "held").GetProperty("reportId").GetString()![..8];

        var accepted = history.Run("accept", held, "--state", history.State);
        var scanned = history.Scan(left);

        accepted.Output.Should().Contain($"\"credfunctions scan {left} --state ");
        scanned.ExitCode.Should().Be(0, scanned.Error);
        Statuses().Should().Equal("complete", "complete", "complete");
    }

    [Fact]
    public void Withdrawn_report_is_replayed_from_the_name_that_is_left_of_two()
    {
        var first = history.Report("1.csv", 0, ScannedHistory.First());
        history.Scan(first);
        var removed = history.Report("a.csv", 1, ScannedHistory.Second());
        var left = history.Report("b.csv", 1, ScannedHistory.Second());
        history.Scan(removed);
        history.Scan(left);
        var withdrawn = Last();
        history.Run("withdraw", withdrawn, "--state", history.State, "--yes").ExitCode.Should().Be(0);
        history.Scan(first).ExitCode.Should().Be(0);
        File.Delete(removed);

        var replayed = history.Run("replay", withdrawn, "--state", history.State);
        var scanned = history.Scan(left);

        replayed.ExitCode.Should().Be(0, replayed.Error);
        replayed.Output.Should().Contain($"\"credfunctions scan {left} --state ");
        scanned.ExitCode.Should().Be(0, scanned.Error);
        Statuses().Should().Equal("complete", "complete");
    }

    [Fact]
    public void Evidence_of_an_earlier_run_is_not_named_as_that_of_the_report()
    {
        var evidence = Path.Combine(history.Folder, "evidence");
        var report = history.Report("1.csv", 0, ScannedHistory.First());
        history.Scan(report, "--out", evidence);
        var policy = history.Policy("""{ "notificationRetentionDays": 80 }""");
        history.Scan(report, "--policy", policy);

        var asked = history.Scan(report, "--policy", policy, "--out", evidence);

        asked.ExitCode.Should().Be(0, asked.Error);
        Directory.GetDirectories(Directory.GetDirectories(Path.Combine(evidence, "default")).Single())
            .Select(Path.GetFileName).Should().BeEquivalentTo("1", "2");
    }

    [Fact]
    public void Withdraw_takes_the_last_completed_report_alone()
    {
        history.Scan(history.Report("1.csv", 0, ScannedHistory.First()));
        var first = Last();
        history.Scan(history.Report("2.csv", 1, ScannedHistory.Second()));

        history.Run("withdraw", first, "--state", history.State, "--yes").Sentence
            .Should().Contain("is not the last completed report of its source, and only that can be withdrawn.");
    }

    // A leaked key and login protection that is off.
    private static ReportText Bad() => new ReportText()
        .AddPerson("ann", (Column.LoginProtectionActive, "FALSE"))
        .AddProgram("ci", (Column.AccessKey1MayBeAtRisk, "TRUE"));

    private static ReportText Good() => new ReportText().AddPerson("ann").AddProgram("ci");

    private static string Short(JsonElement held) => held.GetProperty("reportId").GetString()![..8];

    /// <summary>A file of some hours into the first day.</summary>
    private string At(string name, int hours, ReportText report)
    {
        var path = history.Report(name, 0, report);
        File.SetLastWriteTimeUtc(path, ScannedHistory.Day(0).AddHours(hours).UtcDateTime);
        return path;
    }

    private List<JsonElement> Reports() =>
        [.. history.Run("history", "--state", history.State, "--format", "json").Json.GetProperty("sources")[0].GetProperty("reports").EnumerateArray()];

    private string?[] Statuses() => [.. Reports().Select(report => report.GetProperty("status").GetString())];

    private string Last() => history.Run("history", "--state", history.State, "--format", "json").Json.GetProperty("sources")[0].GetProperty("lastCompleted").GetString()![..8];

    private sealed class Clock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
