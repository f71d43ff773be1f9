using System.Text.Json;

using CredFunctions.Reports;

using NJsonSchema;

namespace CredFunctions.Tests.Cli;

/// <summary>Options that choose what is printed: of a scan, and of the records.</summary>
public sealed class ScanPartTests : IDisposable
{
    private const string Shown = "Shown: 1 of 6 accounts that are not clean (--severity critical).";

    private readonly ScannedHistory history = new();

    public void Dispose() => history.Dispose();

    [Theory]
    [InlineData("--account no-mfa*", "no-mfa@example.com")]
    [InlineData("--account 100000000002", "leaked")]
    [InlineData("--rule access-key-leak-risk", "leaked")]
    [InlineData("--rule *-protection-*", "unprotected@example.com")]
    [InlineData("--severity high", "leaked,no-mfa@example.com")]
    [InlineData("--limit 1", "leaked")]
    [InlineData("--limit 2 --sort id", "leaked,no-mfa@example.com")]
    [InlineData("--sort name --severity medium", "leaked,no-mfa@example.com,unprotected@example.com")]
    public void A_part_is_listed_and_the_verdict_is_of_the_whole(string options, string usernames)
    {
        var run = Scan(options.Split(' '));

        run.Output.ReplaceLineEndings(" ").Should().Contain("Findings: 1 critical, 1 high, 1 medium, 1 low, 1 info in 5 of 7 accounts.");
        run.Lines.Where(line => line.StartsWith("1000", StringComparison.Ordinal)).Select(line => line.Split("  ")[1].Split(' ')[0])
            .Should().Equal(usernames.Split(','));
        Json(options).GetProperty("accounts").EnumerateArray().Where(account => account.GetProperty("findings").GetArrayLength() > 0)
            .Select(account => account.GetProperty("username").GetString()).Should().BeEquivalentTo(usernames.Split(','));
    }

    [Fact]
    public void Every_format_states_that_it_is_a_part()
    {
        Scan("--severity", "critical").Lines.Should().Contain(Shown);
        Scan("--severity", "critical", "--format", "md").Lines.Should().Contain(Shown);
        Scan("--severity", "critical", "--format", "csv").Error.Should().Contain(Shown).And.Contain("Findings: 1 critical, 1 high,");
        Json("--severity critical").GetProperty("shown").ToString().Should().Be("""{"accounts":1,"of":6,"severity":"critical"}""");
        Scan("--language", "zh-CN", "--severity", "critical").Output.Should().Contain("显示：6 个有问题的账号中的 1 个");
        Scan().Output.Should().NotContain("Shown:");
        Scan("--limit", "all", "--sort", "name", "--format", "md").Output.Should().NotContain("Shown:");
        Scan("--limit", "1", "--format", "md").Lines.Should().Contain("Shown: 1 of 6 accounts that are not clean (--limit 1).");
    }

    [Fact]
    public void A_check_that_could_not_be_assessed_is_shown_with_the_severity_of_its_rule()
    {
        Scan("--account", "odd*").Output.Should().Contain("console-mfa-disabled: 1 time");
        Scan("--severity", "critical").Output.Should().NotContain("console-mfa-disabled: 1 time").And.StartWith("9 checks could not be assessed");
        Scan("--account", "odd*", "--severity", "high", "--format", "csv").Output.Should()
            .Contain(",console-mfa-disabled,Console login without MFA,high,not-assessed,account,,").And.NotContain(",low,");
    }

    [Fact]
    public async Task Nothing_else_changes()
    {
        var report = history.Report("1.csv", 0, ReportText.Mixed());
        string[] options = ["--out", Path.Combine(history.Folder, "evidence"), "--fail-on", "high", "--format", "json"];

        var whole = history.Scan([report, .. options]);
        var (evidence, accounts) = (Evidence(), history.Run("show", "--account", "*", "--state", history.State, "--format", "json").Output);
        Directory.Delete(Path.Combine(history.Folder, "evidence"), recursive: true);
        File.Delete(history.State);
        var part = history.Scan([report, .. options, "--account", "partner", "--severity", "low", "--limit", "1", "--sort", "age"]);

        part.ExitCode.Should().Be(whole.ExitCode).And.Be(1);
        part.Json.GetProperty("accounts").GetArrayLength().Should().Be(0);
        part.Json.GetProperty("totals").ToString().Should().Be(whole.Json.GetProperty("totals").ToString());
        (await JsonSchema.FromFileAsync(ScanJsonTests.SchemaPath())).Validate(part.Output).Should().BeEmpty();
        Evidence().Should().BeEquivalentTo(evidence);
        history.Run("show", "--account", "*", "--state", history.State, "--format", "json").Output.Should().Be(accounts);

        Dictionary<string, string> Evidence() => Directory.EnumerateFiles(history.Folder, "*", SearchOption.AllDirectories)
            .Where(path => path.Contains("evidence", StringComparison.Ordinal))
            .ToDictionary(path => path, File.ReadAllText, StringComparer.Ordinal);
    }

    [Fact]
    public void Events_and_what_is_due_are_of_the_part()
    {
        history.Scan(history.Report("1.csv", 0, ScannedHistory.First()));
        var second = history.Report("2.csv", 1, ScannedHistory.Second());

        var output = history.Scan(second, "--account", "user7@*").Output;

        output.Should().Contain("  1 opened, 1 changed.").And.Contain("user7@example.com").And.NotContain("user3@example.com");
        history.Scan(second).Output.Should().Contain("1 opened, 1 resolved, 1 changed.").And.Contain("user3@example.com");
    }

    [Fact]
    public void The_table_for_a_spreadsheet_has_the_rows_of_the_evidence()
    {
        var report = history.Report("1.csv", 0, new ReportText()
            .AddPerson("=cmd|' /C calc'!A0", (Column.MfaDeviceActive, "FALSE"))
            .AddPerson("plain", (Column.LoginProtectionActive, "FALSE")));

        var run = history.Run("scan", report, "--format", "csv", "--out", history.Folder, "--quiet");

        run.Output.TrimStart('\uFEFF').Should().Be(File.ReadAllText(Directory.GetFiles(history.Folder, "findings.csv", SearchOption.AllDirectories).Single()))
            .And.Contain("'=cmd|' /C calc'!A0,");
        run.Error.Should().BeEmpty();
    }

    [Theory]
    [InlineData("csv")]
    [InlineData("md")]
    public void Of_a_report_that_is_rejected_at_its_end_nothing_is_printed(string format)
    {
        var report = new ReportText().AddPerson("a", (Column.MfaDeviceActive, "FALSE")).AddLine("\"open");

        var run = CommandRun.WithInput(report.Bytes, "scan", "-", "--as-of", ReportText.AsOf, "--format", format);

        run.ExitCode.Should().Be(3);
        run.Output.Should().BeEmpty();
    }

    [Fact]
    public void Markdown_never_obeys_a_name()
    {
        var report = new ReportText()
            .AddPerson("a|b<img src=x>[c](http://x.example)@d`e`*f*", (Column.MfaDeviceActive, "FALSE"));

        var run = CommandRun.WithInput(report.Bytes, "scan", "-", "--as-of", ReportText.AsOf, "--format", "md");

        var row = run.Lines.Single(line => line.StartsWith("| high", StringComparison.Ordinal));
        row.Replace("\u2060", "", StringComparison.Ordinal).Should().Contain("""a\|b\<img src=x\>\[c\](http://x.example""");
        row.Should().NotContain("http://").And.NotMatchRegex(@"(?<!\\)[`*<]");
    }

    [Fact]
    public void A_terminal_shows_the_verdict_at_the_end_as_well_and_takes_its_width()
    {
        var lines = Terminal(200).Lines.ToList();

        lines[^2].Should().Be(Shown);
        lines[^5].Should().Be(lines[0]).And.StartWith("9 checks").And.Match(line => line.Length > 180, "it is as wide as the terminal");
        Terminal(60).Lines.Should().OnlyContain(line => line.Length <= 60);

        static CommandRun Terminal(int width) => CommandRun.Of(
            ReportText.Mixed().Bytes, environment => environment with { OutputIsTerminal = true, NoColor = "1", Width = width },
            "scan", "-", "--as-of", ReportText.AsOf, "--severity", "critical");
    }

    [Theory]
    [InlineData("--rule consol-idle", "--rule \"consol-idle\" matches no rule. Did you mean \"console-idle\"?")]
    [InlineData("--severity bad", "--severity \"bad\" is no severity")]
    [InlineData("--limit 0", "--limit \"0\" is no number of accounts")]
    [InlineData("--sort size", "--sort \"size\" is no order")]
    [InlineData("--format xml", "--format \"xml\" is unknown: use table, json, csv or md.")]
    [InlineData("--format csv --compare-policy x.json", "leave out filters, csv and md")]
    [InlineData("--limit 3 --compare-policy x.json", "leave out filters, csv and md")]
    public void What_cannot_be_meant_is_refused(string options, string sentence)
    {
        var run = Scan(options.Split(' '));

        run.ExitCode.Should().Be(2);
        run.Sentence.Should().Contain(sentence);
    }

    [Theory]
    [InlineData("--account c?r*", 1)]
    [InlineData("--account * --severity high", 1)]
    [InlineData("--rule console-mfa-disabled", 1)]
    [InlineData("--sort name --limit 1", 1)]
    [InlineData("--limit 5", 3)]
    public void Show_lists_the_accounts_of_a_pattern(string options, int count)
    {
        Record();

        var run = Show([.. options.Split(' '), "--format", "json"]);

        run.Json.GetProperty("accounts").GetArrayLength().Should().Be(count);
        Show(options.Split(' ')).Output.Split("\nSource  default\n").Should().HaveCount(count + 1);
    }

    [Fact]
    public void Show_prints_what_is_due_and_leaves_out_findings_and_formats_them_alike()
    {
        Record();

        Show("carol").Output.Should().Contain(
            """
            Due if nothing changes
              2026-11-06 12:00 +08:00   Password not changed [password-not-rotated]
              2026-11-06 12:00 +08:00   Console login idle [console-idle]
            """.ReplaceLineEndings("\n"));
        Show("carol", "--format", "json").Json.GetProperty("accounts")[0].GetProperty("due")
            .EnumerateArray().Select(due => due.GetProperty("at").GetString()).Should().Equal("2026-11-06T04:00:00+00:00", "2026-11-06T04:00:00+00:00");
        Show("carol", "--rule", "console-*").Output.Should().NotContain("password-not-rotated")
            .And.EndWith("\nShown: 1 of 1 account (--rule 'console-*').\n");
        Show("clean", "--severity", "high").Output.Should().Be("Shown: 0 of 1 account (--severity high).\n");
        Show("--severity", "high", "--format", "csv").Output.Should().Contain("'100000000002,cindy,").And.NotContain("clean");
        Show("--severity", "high", "--format", "md").Lines.Should().Contain(line => line.StartsWith("| high | 100000000002 cindy |", StringComparison.Ordinal));
    }

    [Fact]
    public void Show_needs_an_account_or_a_part()
    {
        Record();

        Show().Sentence.Should().StartWith("Name an account by its id or user name, or several with --account.");
        Show("--account", "c*", "--on", "2026-11-01").Sentence.Should().StartWith("--on shows one account");
    }

    private void Record() => history.Scan(history.Report("1.csv", 0, new ReportText()
        .AddPerson("clean")
        .AddPerson("cindy", (Column.MfaDeviceActive, "FALSE"))
        .AddPerson("carol", (Column.LastConsoleLoginTime, Building.AccountRow.Ago(85)), (Column.PasswordLastRotation, Building.AccountRow.Ago(85)))));

    private CommandRun Show(params string[] options) => history.Run(["show", "--state", history.State, .. options]);

    private static CommandRun Scan(params string[] options) =>
        CommandRun.WithInput(ReportText.Mixed().Bytes, ["scan", "-", "--as-of", ReportText.AsOf, .. options]);

    private static JsonElement Json(string options) => Scan([.. options.Split(' '), "--format", "json"]).Json;
}
