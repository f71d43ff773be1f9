using System.Text;

using CredFunctions.Evidence;
using CredFunctions.Reports;
using CredFunctions.Tests.Building;
using CredFunctions.Tests.Cli;

namespace CredFunctions.Tests.Watching;

public sealed class WatchOnceTests : IDisposable
{
    private static readonly DateTimeOffset AsOf = AccountRow.AsOf;

    private readonly WatchedInbox inbox = new();

    public void Dispose() => inbox.Dispose();

    [Fact]
    public void A_report_is_recorded_said_and_put_into_done()
    {
        inbox.Put("company-a/x.csv", ReportOf(12), AsOf);

        var run = inbox.Watch();

        run.ExitCode.Should().Be(0);
        run.Output.Should().BeEmpty();
        run.Sentence.Should().MatchRegex("^company-a: report [0-9a-f]{8} \\(\"company-a/x.csv\", as of 2026-11-01 12:00 \\+08:00\\) is complete: 12 accounts; no finding open\\.$");
        inbox.Files.Should().Equal("done/company-a/20261101T040000Z-x.csv");
        StatusOf("company-a").Should().Equal("complete");
    }

    [Fact]
    public void What_could_not_be_assessed_is_said_first()
    {
        inbox.Put("company-a/x.csv", ReportOf(12, row => row.With(Column.MfaDeviceActive, "WAHR")), AsOf);

        inbox.Watch().Sentence.Should().Contain(" is complete: 24 checks could not be assessed: MFADeviceActive reads WAHR; 12 accounts; no finding open.");
        inbox.Run("history").Output.ReplaceLineEndings(" ").Should().Contain("24 checks could not be assessed: MFADeviceActive reads WAHR.");
    }

    [Fact]
    public void What_an_auditor_gets_of_a_report_lies_in_evidence()
    {
        inbox.Put("company-a/x.csv", ReportOf(12), AsOf);

        inbox.Watch();

        var id = ReportFile.IdOf(ReportFile.Sha256Of(new MemoryStream(ReportOf(12))), AsOf);
        inbox.Evidence.Should().HaveCount(EvidenceFormats.All.Count + 6)
            .And.Contain(["evidence/company-a/index.csv", "evidence/company-a/index.html", "evidence/overview.csv", "evidence/overview.html"])
            .And.OnlyContain(path => path.StartsWith($"evidence/company-a/2026-11-01T040000Z-{id.Substring(0, 8)}/1/", StringComparison.Ordinal)
                || path.StartsWith("evidence/company-a/index.", StringComparison.Ordinal) || path.StartsWith("evidence/overview.", StringComparison.Ordinal));
        CommandRun.Of("verify", Path.Combine(inbox.Folder, "evidence")).Output.Should().Contain("company-a: 1 run, ");
        inbox.Run("show", "100000000001", "--on", "2026-11-01").Output.Should().Contain("No finding is open.");
    }

    [Fact]
    public void A_watch_takes_a_roster_and_looks_at_it_again_for_each_report()
    {
        using var folder = new TemporaryFolder();
        var roster = Path.Combine(folder.Path, "roster.csv");
        File.WriteAllText(roster, "*,Mei\n");
        inbox.Put("company-a/x.csv", ReportOf(3), AsOf);
        inbox.Watch("--roster", roster).Sentence.Should().Contain("no finding open");

        File.WriteAllText(roster, "100000000002,Lars,,,2026-10-01\n*,Mei\n");
        inbox.Put("company-a/y.csv", ReportOf(3), AsOf.AddDays(1));
        inbox.Watch("--roster", roster).Sentence.Should().Contain("open 1 high; 1 opened.");

        inbox.Run("show", "100000000002").Output.Should().Contain("[owner-left]");
        inbox.Evidence.Single(path => path.EndsWith("controls.csv", StringComparison.Ordinal) && path.Contains("11-02", StringComparison.Ordinal))
            .Should().Satisfy<string>(path => File.ReadAllText(Path.Combine(inbox.Folder, path)).Should().Contain("PCI 8.2.5"));
    }

    [Fact]
    public void Nothing_to_do_is_done_without_a_word()
    {
        var run = inbox.Watch();

        (run.ExitCode, run.Output, run.Error).Should().Be((0, "", ""));
    }

    [Fact]
    public void A_backlog_is_recorded_in_the_order_of_the_as_of_whatever_the_names()
    {
        inbox.Put("a.csv", ReportOf(13), AsOf.AddDays(2));
        inbox.Put("b.csv", ReportOf(12, row => row.With(Column.MfaDeviceActive, "FALSE")), AsOf.AddDays(1));
        inbox.Put("c.csv", ReportOf(12), AsOf);

        inbox.Watch().ExitCode.Should().Be(0);

        StatusOf("default").Should().Equal("complete", "complete", "complete");
        inbox.Files.Should().HaveCount(3).And.OnlyContain(path => path.StartsWith("done/default/"));
    }

    [Fact]
    public void A_report_that_cannot_be_read_is_rejected_with_the_reason_beside_it()
    {
        inbox.Put("x.csv", Encoding.UTF8.GetBytes("no header"), AsOf);

        var run = inbox.Watch();

        run.ExitCode.Should().Be(3);
        run.Sentence.Should().Contain("is rejected. Line 1: ");
        inbox.Files.Should().Equal("rejected/default/20261101T040000Z-x.csv", "rejected/default/20261101T040000Z-x.csv.reason.txt");
        File.ReadAllText(Directory.EnumerateFiles(inbox.Folder, "*.reason.txt", SearchOption.AllDirectories).Single()).Should().StartWith("Line 1: ");
    }

    [Fact]
    public void A_report_with_unreadable_rows_is_done_but_not_all_well()
    {
        inbox.Put("x.csv", Report.Of(AccountRow.Clean()).Line("1.00028E+11,too,short").Bytes(), AsOf);

        var run = inbox.Watch();

        run.ExitCode.Should().Be(4);
        run.Sentence.Should().EndWith("1 row unreadable.");
    }

    [Fact]
    public void A_report_cut_in_half_is_held_resolves_nothing_and_goes_on_when_it_is_accepted()
    {
        inbox.Put("x.csv", ReportOf(40, row => row.With(Column.MfaDeviceActive, "FALSE")), AsOf);
        inbox.Watch().ExitCode.Should().Be(0);
        inbox.Put("x.csv", ReportOf(20, row => row.With(Column.MfaDeviceActive, "FALSE")), AsOf.AddDays(1));

        var held = inbox.Watch();

        held.ExitCode.Should().Be(3);
        held.Sentence.Should().Contain("is held and changes nothing. 20 of 40 known accounts are missing from it");
        inbox.Files.Should().Equal("done/default/20261101T040000Z-x.csv", "reports/x.csv");
        OpenFindings("100000000040").Should().Be(1);
        StatusOf("default").Should().Equal("held", "complete");
        inbox.Watch().Should().BeEquivalentTo(new { ExitCode = 3, held.Error }, "silence means assessed, and it is not");

        var id = inbox.Run("history", "--format", "json").Json.GetProperty("sources")[0].GetProperty("reports")[0].GetProperty("reportId").GetString()!;
        var accepted = inbox.Run("accept", id[..6]);
        accepted.ExitCode.Should().Be(0, accepted.Error);
        accepted.Output.Should().StartWith($"Report {id[..8]} of default is accepted. ");

        var complete = inbox.Watch();
        complete.ExitCode.Should().Be(0);
        complete.Sentence.Should().Contain("is complete: 20 accounts; open 20 high; 20 resolved; 20 accounts gone");
        inbox.Watch().Should().BeEquivalentTo(new { ExitCode = 0, Error = "" });
        StatusOf("default").Should().Equal("complete", "complete");
        OpenFindings("100000000040").Should().Be(0);
        inbox.Run("accept", id[..6]).Sentence.Should().Be($"Report {id[..8]} of default is complete: only a held report can be accepted.");
    }

    [Fact]
    public void A_report_of_another_source_in_the_wrong_folder_is_held_until_a_marker_accepts_it()
    {
        inbox.Put("company-a/x.csv", ReportOf(12), AsOf);
        inbox.Watch();
        var others = Report.Of(Enumerable.Range(1, 12).Select(number => AccountRow.Clean($"2000000000{number:00}"))).Bytes();
        inbox.Put("company-a/x.csv", others, AsOf.AddDays(1));

        inbox.Watch().Sentence.Should().Contain("12 of 12 known accounts are missing from it");

        File.WriteAllBytes(Path.Combine(inbox.Reports, "company-a/x.csv.accept"), []);
        inbox.Watch().Sentence.Should().Contain("is complete: 12 accounts; no finding open; 12 accounts gone");
        inbox.Files.Should().Equal("done/company-a/20261101T040000Z-x.csv", "done/company-a/20261102T040000Z-x.csv");
    }

    [Fact]
    public void A_held_report_is_named_in_one_sentence_until_its_file_is_gone()
    {
        inbox.Put("x.csv", ReportOf(40), AsOf);
        inbox.Watch();
        inbox.Put("x.csv", ReportOf(20), AsOf.AddDays(1));
        inbox.Watch();
        inbox.Put("y.csv", ReportOf(20), AsOf.AddDays(1));
        inbox.Put("company-b/x.csv", ReportOf(12), AsOf);

        inbox.Watch().ExitCode.Should().Be(3);
        var again = inbox.Watch();

        again.ExitCode.Should().Be(3);
        again.Sentence.Should().Contain(" is held and changes nothing. 20 of 40 known accounts are missing from it")
            .And.Contain("\"credfunctions accept ");
        File.Delete(Path.Combine(inbox.Reports, "x.csv"));
        File.Delete(Path.Combine(inbox.Reports, "y.csv"));
        inbox.Watch().Should().BeEquivalentTo(new { ExitCode = 0, Error = "" });
    }

    [Fact]
    public void A_file_that_can_be_no_report_is_rejected_with_exit_code_3()
    {
        inbox.Put("x.txt", ReportOf(12), AsOf);

        var run = inbox.Watch();

        run.ExitCode.Should().Be(3);
        run.Sentence.Should().StartWith("\"x.txt\" is rejected. Its name does not end in \".csv\".");
        inbox.Watch().Should().BeEquivalentTo(new { ExitCode = 0, Error = "" }, "it lies there no more");
    }

    [Fact]
    public void What_cannot_be_read_is_named_by_every_run_with_exit_code_4()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "links need a privilege");
        inbox.Put("../elsewhere.txt", ReportOf(12), AsOf);
        File.CreateSymbolicLink(Path.Combine(inbox.Reports, "x.csv"), Path.Combine(inbox.Folder, "elsewhere.txt"));

        foreach (var run in new[] { inbox.Watch(), inbox.Watch() })
        {
            run.ExitCode.Should().Be(4);
            run.Sentence.Should().StartWith("\"x.csv\" is a link, which is not followed");
        }
    }

    [Theory]
    [InlineData("report.csv")]
    [InlineData("company-a/REPORT.CSV")]
    public void A_report_beside_the_folder_of_reports_is_named_by_every_run_with_exit_code_4(string path)
    {
        inbox.Put($"../{path}", ReportOf(12), AsOf);
        File.WriteAllText(Path.Combine(inbox.Folder, "roster.csv"), "account,owner,team,email,left-on\n");

        foreach (var run in new[] { inbox.Watch(), inbox.Watch() })
        {
            run.ExitCode.Should().Be(4);
            run.Sentence.Should().Be($"\"{path}\" is not in \"reports\", so it is not read: move it to \"reports/SOURCE\", or out of the folder.");
        }
    }

    [Fact]
    public void The_same_bytes_within_hours_are_put_into_done_and_change_nothing()
    {
        inbox.Put("x.csv", ReportOf(12), AsOf);
        inbox.Watch();
        var before = inbox.Run("history", "--format", "json").Output;
        inbox.Put("y.csv", ReportOf(12), AsOf.AddHours(3));

        var run = inbox.Watch();

        run.ExitCode.Should().Be(0);
        run.Sentence.Should().MatchRegex(
            "^default: \"y.csv\", as of 2026-11-01 15:00 \\+08:00, has the same content as report [0-9a-f]{8} of a few hours before or after: it is that report again\\.$");
        inbox.Run("history", "--format", "json").Output.Should().Be(before);
        inbox.Files.Should().Equal("done/default/20261101T040000Z-x.csv", "done/default/20261101T070000Z-y.csv");
    }

    [Fact]
    public void The_same_bytes_a_day_later_are_a_new_report()
    {
        inbox.Put("x.csv", ReportOf(12), AsOf);
        inbox.Watch();
        inbox.Put("x.csv", ReportOf(12), AsOf.AddDays(1));

        inbox.Watch().Sentence.Should().Contain("(\"x.csv\", as of 2026-11-02 12:00 +08:00) is complete: 12 accounts");
        StatusOf("default").Should().Equal("complete", "complete");
    }

    // The files were downloaded again, the earliest month last.
    [Fact]
    public void With_as_of_name_a_backlog_is_recorded_in_the_order_of_the_names_whatever_the_times_of_the_files()
    {
        inbox.Put("2026-09-01.csv", ReportOf(12), AsOf);
        inbox.Put("2026-10-01.csv", ReportOf(13), AsOf.AddHours(-1));
        inbox.Put("2026-08-01.csv", ReportOf(11), AsOf.AddHours(-2));

        inbox.Watch("--as-of", "name").ExitCode.Should().Be(0);

        StatusOf("default").Should().Equal("complete", "complete", "complete");
    }

    // Three monthly files that a plain cp has written at one time.
    [Fact]
    public void With_as_of_name_files_are_as_of_the_dates_in_their_names()
    {
        inbox.Put("2026-10-01.csv", ReportOf(12), AsOf);
        inbox.Put("report_20261101_1200.csv", ReportOf(13), AsOf);
        inbox.Put("company-a/2026-09-01.csv", ReportOf(12), AsOf);

        var run = inbox.Watch("--as-of", "name");

        run.ExitCode.Should().Be(0, run.Error);
        AsOfsOf("default").Should().Equal("2026-11-01T04:00:00+00:00", "2026-09-30T16:00:00+00:00");
        AsOfsOf("company-a").Should().Equal("2026-08-31T16:00:00+00:00");
    }

    [Theory]
    [InlineData("report.csv", "has no date in its name")]
    [InlineData("2026-11-01_2026-11-02.csv", "has several dates or times in its name")]
    [InlineData("2027-01-01.csv", "is 2027-01-01 00:00 +08:00, read in the zone +08:00, which lies in the future")]
    public void With_as_of_name_a_file_without_one_past_date_in_its_name_is_rejected_once(string name, string why)
    {
        inbox.Put(name, ReportOf(12), AsOf);

        var run = inbox.Watch("--as-of", "name");

        run.ExitCode.Should().Be(3);
        run.Sentence.Should().Contain($"is rejected. --as-of name: \"{name}\" {why}");
        inbox.Files.Should().Equal($"rejected/default/20261101T040000Z-{name}", $"rejected/default/20261101T040000Z-{name}.reason.txt");
        File.ReadAllText(Directory.GetFiles(Path.Combine(inbox.Folder, "rejected/default"), "*.reason.txt").Single()).Should().StartWith($"--as-of name: \"{name}\" {why}");
        inbox.Watch("--as-of", "name").Error.Should().BeEmpty();
    }

    [Fact]
    public void A_file_from_the_future_is_as_of_its_arrival_and_the_next_report_is_not_stale()
    {
        inbox.Put("x.csv", ReportOf(12), AsOf.AddYears(1));

        inbox.Watch().Sentence.Should().Contain("(\"x.csv\", as of 2026-11-23 12:00 +08:00) is complete")
            .And.EndWith("\"x.csv\" was last modified in the future, at 2027-11-01 12:00 +08:00, so it is judged as of its arrival, 2026-11-23 12:00 +08:00.");
    }

    [Fact]
    public void A_withdrawn_report_gives_way_to_the_one_before_it()
    {
        inbox.Put("x.csv", ReportOf(12), AsOf);
        inbox.Watch();
        inbox.Put("x.csv", ReportOf(12, row => row.With(Column.MfaDeviceActive, "FALSE")), AsOf.AddDays(1));
        inbox.Watch();
        var wrong = inbox.Run("history", "--format", "json").Json.GetProperty("sources")[0].GetProperty("lastCompleted").GetString()![..8];

        inbox.Run("withdraw", wrong).Sentence.Should().Contain("would be withdrawn");
        var run = inbox.Run("withdraw", wrong, "--yes");

        run.ExitCode.Should().Be(0, run.Error);
        run.Output.Should().StartWith($"Report {wrong} of default, as of 2026-11-02 12:00 +08:00, is withdrawn").And.EndWith("A watch over its folder does so at once.\n");
        inbox.Watch().Sentence.Should().Contain($"(\"x.csv\", as of 2026-11-01 12:00 +08:00) is complete, recorded again since report {wrong} was withdrawn: 12 accounts; no finding open; 12 resolved");
        StatusOf("default").Should().Equal("withdrawn", "complete");
        OpenFindings("100000000003").Should().Be(0);

        inbox.Run("replay", wrong).Output.Should().StartWith($"Report {wrong} of default is recorded at once by a watch over its folder.");
        inbox.Watch().Sentence.Should().Contain("is complete: 12 accounts; open 12 high; 12 reopened");
        StatusOf("default").Should().Equal("complete", "complete");
    }

    [Fact]
    public void A_withdrawn_only_report_is_forgotten()
    {
        inbox.Put("x.csv", ReportOf(12, row => row.With(Column.MfaDeviceActive, "FALSE")), AsOf);
        inbox.Watch();
        var only = inbox.Run("history", "--format", "json").Json.GetProperty("sources")[0].GetProperty("lastCompleted").GetString()![..8];

        inbox.Run("withdraw", only, "--yes").ExitCode.Should().Be(0);

        inbox.Watch().Sentence.Should().EndWith("is withdrawn.");
        inbox.Put("y.csv", ReportOf(3), AsOf.AddDays(-1));
        inbox.Watch().Sentence.Should().EndWith("is complete: 3 accounts; no finding open.");
        StatusOf("default").Should().Equal("withdrawn", "complete");
    }

    [Fact]
    public void A_report_that_comes_too_late_is_stale()
    {
        inbox.Put("x.csv", ReportOf(12), AsOf);
        inbox.Watch();
        inbox.Put("x.csv", ReportOf(13), AsOf.AddDays(-1));

        var run = inbox.Watch();

        run.ExitCode.Should().Be(0);
        run.Sentence.Should().Contain("is stale: a later one was recorded before it");
        StatusOf("default").Should().Equal("complete", "stale");
    }

    [Fact]
    public void Files_in_no_folder_are_of_the_source_that_is_named()
    {
        inbox.Put("x.csv", ReportOf(12), AsOf);

        inbox.Watch("--source", "company-b").ExitCode.Should().Be(0);

        StatusOf("company-b").Should().Equal("complete");
        inbox.Files.Should().Equal("done/company-b/20261101T040000Z-x.csv");
    }

    [Fact]
    public void Names_that_could_steer_a_terminal_are_inert()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "no such file names");
        inbox.Put("a\u001b[31m\u202e\nb.csv", ReportOf(12), AsOf);
        inbox.Put("c\u001b]0;d.txt", [], AsOf);

        var run = inbox.Watch();

        run.Error.Should().Contain("\"a\\u001b[31m\\u202e\\u000ab.csv\"").And.Contain("\"c\\u001b]0;d.txt\" is rejected");
        run.Error.Where(char.IsControl).Should().OnlyContain(character => character == '\n' || character == '\r');
        inbox.Run("history").Output.Where(char.IsControl).Should().OnlyContain(character => character == '\n');
    }

    [Fact]
    public void Policy_decides_how_reports_are_judged()
    {
        var policy = Path.Combine(inbox.Folder, "policy.json");
        File.WriteAllText(policy, """{ "rules": { "console-mfa-disabled": "off" } }""");
        inbox.Put("x.csv", ReportOf(12, row => row.With(Column.MfaDeviceActive, "FALSE")), AsOf);

        inbox.Watch("--policy", policy).Sentence.Should().Contain("no finding open");
    }

    public static TheoryData<string[], string> WrongUsages => new()
    {
        { ["watch"], "Required argument 'FOLDER' missing" },
        { ["watch", "{missing}"], "does not exist: create the folder first" },
        { ["watch", "{file}"], "is a file: name the folder to watch" },
        { ["watch", "{folder}", "--source", "company a"], "--source \"company a\" is not a name" },
        { ["watch", "{folder}", "--source", ".."], "--source \"..\" cannot be a folder" },
        { ["watch", "{folder}", "--as-of", "2026-11-01"], "--as-of \"2026-11-01\" cannot be used here: a watch takes --as-of name" },
        { ["watch", "{folder}", "--settle", "soon"], "--settle \"soon\" is no number of seconds" },
        { ["watch", "{folder}", "--settle", "0"], "--settle \"0\" is no number of seconds" },
        { ["watch", "{folder}", "--policy", "{missing}"], "does not exist: check the path" },
        { ["watch", "{folder}", "--policy", "{file}"], "is no policy that can be used. $ (line 1, column 1): " },
        { ["watch", "{folder}", "--state", "{text}"], "is not a state file" },
        { ["watch", "{folder}", "--state", "{missing}/audit.db"], "cannot be used as a state file" },
    };

    [Theory]
    [MemberData(nameof(WrongUsages))]
    public void Wrong_usage_is_said_in_one_sentence(string[] arguments, string sentence)
    {
        File.WriteAllText(Path.Combine(inbox.Folder, "file"), "");
        File.WriteAllText(Path.Combine(inbox.Folder, "text"), new string('x', 5_000));

        var run = CommandRun.Of([.. arguments.Select(argument => argument
            .Replace("{folder}", inbox.Folder, StringComparison.Ordinal)
            .Replace("{missing}", Path.Combine(inbox.Folder, "missing"), StringComparison.Ordinal)
            .Replace("{file}", Path.Combine(inbox.Folder, "file"), StringComparison.Ordinal)
            .Replace("{text}", Path.Combine(inbox.Folder, "text"), StringComparison.Ordinal))]);

        run.ExitCode.Should().Be(2);
        run.Sentence.Should().Contain(sentence);
    }

    private static byte[] ReportOf(int accounts, Func<AccountRow, AccountRow>? change = null) =>
        Report.Of(Enumerable.Range(1, accounts).Select(number => (change ?? (row => row))(AccountRow.Clean($"1000000000{number:00}").With(Column.Username, $"user{number}")))).Bytes();

    private IEnumerable<string?> StatusOf(string source) => inbox.Run("history", source, "--format", "json").Json
        .GetProperty("sources")[0].GetProperty("reports").EnumerateArray().Select(report => report.GetProperty("status").GetString());

    private IEnumerable<string?> AsOfsOf(string source) => inbox.Run("history", source, "--format", "json").Json
        .GetProperty("sources")[0].GetProperty("reports").EnumerateArray().Select(report => report.GetProperty("asOf").GetString());

    private int OpenFindings(string account) => inbox.Run("show", account, "--format", "json").Json
        .GetProperty("accounts")[0].GetProperty("findings").EnumerateArray().Count(finding => finding.GetProperty("state").GetString() == "open");
}
