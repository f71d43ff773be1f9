using System.Text;

using CredFunctions.Reports;

namespace CredFunctions.Tests.Cli;

public sealed class ScanOutTests : IDisposable
{
    private const string Off = """{ "rules": { "console-mfa-disabled": "off", "login-protection-disabled": "off" } }""";

    private const string Excepted = """
        { "exceptions": [
          { "rule": "console-mfa-disabled", "account": "*", "reason": "known", "owner": "ops", "until": "2027-12-31" },
          { "rule": "access-key-not-rotated", "account": "*", "reason": "known", "owner": "ops", "until": "2027-12-31" },
          { "rule": "access-key-leak-risk", "account": "*", "reason": "known", "owner": "ops", "until": "2027-12-31" } ] }
        """;

    private readonly TemporaryFolder folder = new();

    private string Out => Path.Combine(folder.Path, "evidence");

    private string State => Path.Combine(folder.Path, "audit.db");

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Writes_every_file_and_says_where()
    {
        var report = folder.Write("report.csv", ReportText.Mixed().Bytes);

        var run = CommandRun.Of("scan", report, "--as-of", ReportText.AsOf, "--source", "company-a", "--out", Out);

        run.ExitCode.Should().Be(4);
        var page = Directory.EnumerateFiles(Out, "report.html", SearchOption.AllDirectories).Single();
        run.Error.Should().Contain(page);
        var id = ReportFile.IdOf(ReportFile.Sha256Of(new MemoryStream(ReportText.Mixed().Bytes)), ScannedHistory.Day(0));
        Path.GetRelativePath(Out, page).Should().Be(Path.Combine("company-a", $"2026-11-01T040000Z-{id[..8]}", "1", "report.html"));
        Directory.EnumerateFiles(Path.GetDirectoryName(page)!).Select(Path.GetFileName).Should().BeEquivalentTo(
            "report.html", "findings.csv", "accounts.csv", "not-assessed.csv", "due.csv", "controls.csv", "findings.json", "accounts.jsonl", "ocsf.jsonl", "reading.json",
            "policy.json", "exceptions.csv", "unreadable.csv", "manifest.json");
        Directory.EnumerateFiles(Path.Combine(Out, "company-a")).Select(Path.GetFileName).Should().BeEquivalentTo("index.html", "index.csv");
    }

    [Theory]
    [InlineData("--out")]
    [InlineData("--source")]
    public void A_report_that_changes_while_it_is_read_has_neither_result_nor_evidence(string option)
    {
        var report = folder.Write("report.csv", ReportText.Mixed().Bytes);

        // The clock is read once the report is open.
        var run = CommandRun.Of(
            [], environment => environment with { Time = new WatchedTime(() => File.WriteAllText(report, "nothing")) },
            "scan", report, "--as-of", ReportText.AsOf, option, option is "--out" ? Out : "acme", "--format", "json", "--quiet");

        run.Output.Should().BeEmpty();
        run.ExitCode.Should().Be(70);
        run.Sentence.Should().Be("\"report.csv\" changed while it was read, so it has no result: scan it again.");
        Directory.EnumerateFiles(folder.Path, "report.html", SearchOption.AllDirectories).Should().BeEmpty();
    }

    [Fact]
    public void The_findings_are_what_the_command_prints_as_JSON()
    {
        var report = folder.Write("report.csv", ReportText.Mixed().Bytes);

        var run = CommandRun.Of("scan", report, "--as-of", ReportText.AsOf, "--out", Out, "--format", "json", "--quiet");

        run.Error.Should().BeEmpty();
        Written("findings.json").Should().Be(run.Output);
    }

    [Theory]
    [InlineData("without a state", false, "{}")]
    [InlineData("with a state", true, "{}")]
    [InlineData("with exceptions", false, Excepted)]
    [InlineData("with exceptions and a state", true, Excepted)]
    [InlineData("with a rule that is off", false, Off)]
    [InlineData("with a rule that is off and a state", true, Off)]
    public void The_kept_findings_are_byte_for_byte_those_that_are_printed(string how, bool hasState, string policy)
    {
        // The second report has a row that cannot be read, a cell that cannot be assessed, and known accounts that are missing.
        var before = folder.Write("before.csv", new ReportText()
            .AddPerson("alice", (Column.MfaDeviceActive, "FALSE")).AddPerson("bob", (Column.LoginProtectionActive, "FALSE")).Bytes);
        var report = folder.Write("report.csv", ReportText.Mixed().Bytes);
        string[] given = ["--source", "acme", .. hasState ? (string[])["--state", State] : []];
        if (hasState)
            CommandRun.Of(["scan", before, "--as-of", "2026-10-01", .. given]).ExitCode.Should().Be(0);
        string[] scan =
        [
            "scan", report, "--as-of", ReportText.AsOf, "--out", Out, "--format", "json", "--quiet",
            "--policy", folder.Write("policy.json", Encoding.UTF8.GetBytes(policy)), .. given,
        ];

        var run = CommandRun.Of(scan);

        run.Json.GetProperty("accounts").GetArrayLength().Should().BePositive(how);
        run.Json.GetProperty("report").GetProperty("unreadableRowCount").GetInt64().Should().BePositive();
        run.Json.GetProperty("totals").GetProperty("notAssessed").GetInt64().Should().BePositive();
        run.Json.GetProperty("totals").GetProperty("suppressed").GetInt64().Should().Be(policy == Excepted ? run.Json.GetProperty("accounts").EnumerateArray()
            .SelectMany(account => account.GetProperty("findings").EnumerateArray()).Count(finding => finding.TryGetProperty("exception", out _)) : 0);
        (policy == Off).Should().Be(run.Output.Contains("is switched off by the policy", StringComparison.Ordinal));
        (policy == Off && hasState).Should().Be(run.Output.Contains("\"not-evaluated\"", StringComparison.Ordinal));
        (policy == Excepted).Should().Be(run.Output.Contains("\"exception\"", StringComparison.Ordinal));
        Written("findings.json").Should().Be(run.Output);
    }

    [Fact]
    public void A_first_scan_with_a_state_shows_the_same_page_as_one_without()
    {
        var report = folder.Write("report.csv", ReportText.Mixed().Bytes);
        CommandRun.Of("scan", report, "--as-of", ReportText.AsOf, "--out", Out);
        var (page, controls) = (Written("report.html"), Written("controls.csv"));

        CommandRun.Of("scan", report, "--as-of", ReportText.AsOf, "--out", Out, "--state", State);

        Written("report.html").Should().Be(page);
        Written("controls.csv").Should().Be(controls);
    }

    [Fact]
    public void Evidence_of_a_recorded_report_can_be_written_later_with_the_same_bytes()
    {
        var report = folder.Write("report.csv", ReportText.Mixed().Bytes);
        CommandRun.Of("scan", report, "--as-of", ReportText.AsOf, "--out", Out, "--state", State);
        var before = All();
        Directory.Delete(Out, recursive: true);

        CommandRun.Of("scan", report, "--as-of", ReportText.AsOf, "--out", Out, "--state", State);

        All().Should().Equal(before);
    }

    [Fact]
    public void What_a_mail_cannot_name_is_part_of_the_evidence_and_the_same_whenever_it_is_written()
    {
        var policy = folder.Write("policy.json", """
            {
              "channels": { "mail": { "kind": "smtp", "host": "localhost", "from": "a@example.com", "to": ["b@example.com"] } },
              "routes": [ { "account": "team*", "channels": ["mail"] }, { "channels": ["mail"] } ]
            }
            """u8.ToArray());
        var first = folder.Write("first.csv", Unprotected(60).Bytes);
        var report = folder.Write("report.csv", Unprotected(140).Bytes);
        string[] scan = ["scan", report, "--as-of", "2026-11-08", "--out", Out, "--state", State, "--policy", policy];
        CommandRun.Of("scan", first, "--as-of", "2026-11-01", "--state", State, "--policy", policy);

        CommandRun.Of(scan).ExitCode.Should().Be(0);

        var before = All();
        before.Keys.Select(Path.GetFileName).Should().Contain(["digest-1.csv", "digest-2.csv"]);
        var list = Written("digest-2.csv").Split("\r\n");
        list.Count(line => line.StartsWith("opened,high,login-protection-disabled,", StringComparison.Ordinal)).Should().Be(80);
        list.Count(line => line.StartsWith("still open,high,login-protection-disabled,", StringComparison.Ordinal)).Should().Be(60);

        Directory.Delete(Out, recursive: true);
        CommandRun.Of(scan);
        All().Should().Equal(before, "written anew from the state");

        Directory.Delete(Out, recursive: true);
        File.Delete(State);
        CommandRun.Of("scan", first, "--as-of", "2026-11-01", "--state", State, "--policy", policy);
        CommandRun.Of(scan);
        All().Should().Equal(before, "the same report, policy, as-of and prior state");
    }

    [Fact]
    public void A_rejected_report_leaves_no_evidence()
    {
        var report = folder.Write("report.csv", Encoding.UTF8.GetBytes("nothing"));

        CommandRun.Of("scan", report, "--out", Out).ExitCode.Should().Be(3);

        Directory.EnumerateFiles(Out, "*", SearchOption.AllDirectories).Should().BeEmpty();
    }

    [Fact]
    public void A_folder_that_cannot_be_made_is_said_before_anything_is_read()
    {
        var report = folder.Write("report.csv", ReportText.Mixed().Bytes);

        var run = CommandRun.Of("scan", report, "--out", report);

        run.ExitCode.Should().Be(2);
        run.Sentence.Should().Contain("Evidence cannot be written to").And.Contain("report.csv");
        run.Output.Should().BeEmpty();
    }

    [Fact]
    public void Show_answers_for_a_past_date()
    {
        Scan(new ReportText().AddPerson("alice", (Column.MfaDeviceActive, "FALSE")), "2026-11-02");
        Scan(new ReportText().AddPerson("alice"), "2026-11-09");
        Scan(new ReportText().AddPerson("alice", (Column.LoginProtectionActive, "FALSE")), "2026-11-16");

        Show("2026-11-02").Output.Should().Contain("has no MFA device").And.Contain("first seen 2026-11-02");
        Show("2026-11-08").Output.Should().Contain("has no MFA device");
        Show("2026-11-09").Output.Should().Contain("No finding is open.").And.Contain("resolved 2026-11-09");
        Show("2026-11-15 23:00").Output.Should().Contain("No finding is open.");
        Show("2026-12-24").Output.Should().Contain("login protection is off");
        Show("2026-11-01").Sentence.Should().Contain("No report was recorded as of 2026-11-01");
        Show("yesterday").Sentence.Should().Contain("is no date");
        CommandRun.Of("show", "bob", "--state", State, "--on", "2026-11-09").Sentence.Should().Contain("No account \"bob\"");
        CommandRun.Of("show", "alice", "--state", State, "--on", "2026-11-09", "--evidence", folder.Path).Sentence.Should().Contain("There is no evidence of the report of default as of 2026-11-09");
    }

    private static ReportText Unprotected(int accounts)
    {
        var report = new ReportText().AddPerson("team1", (Column.LoginProtectionActive, "FALSE"));
        for (var number = 0; number < accounts; number++)
            report.AddPerson($"user{number}", (Column.LoginProtectionActive, "FALSE"));
        return report;
    }

    private void Scan(ReportText report, string asOf) =>
        CommandRun.Of("scan", folder.Write($"{asOf}.csv", report.Bytes), "--as-of", asOf, "--out", Out, "--state", State).ExitCode.Should().Be(0);

    private CommandRun Show(string on) => CommandRun.Of("show", "100000000001", "--state", State, "--on", on);

    private string Written(string name) => File.ReadAllText(Directory.EnumerateFiles(Out, name, SearchOption.AllDirectories).Single());

    private Dictionary<string, string> All() =>
        Directory.EnumerateFiles(Out, "*", SearchOption.AllDirectories).ToDictionary(path => Path.GetRelativePath(Out, path), File.ReadAllText, StringComparer.Ordinal);

    /// <summary>Output that does something when it is first written to.</summary>
    private sealed class WatchedTime(Action read) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow()
        {
            read();
            return base.GetUtcNow();
        }
    }
}
