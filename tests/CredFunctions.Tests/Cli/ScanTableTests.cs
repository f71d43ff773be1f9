using System.Text;

using CredFunctions.Cli;
using CredFunctions.Reports;

namespace CredFunctions.Tests.Cli;

public sealed class ScanTableTests
{
    [Fact]
    public void Begins_with_the_verdict_the_gaps_and_the_age()
    {
        var lines = Scan(ReportText.Mixed()).Lines.Take(8);

        lines.Should().Equal(
            "9 checks could not be assessed: LoginConsoleActive reads pending. Download the",
            "report again from the console and do not re-save it in a spreadsheet. Findings:",
            "1 critical, 1 high, 1 medium, 1 low, 1 info in 5 of 7 accounts.",
            "1 of 8 rows could not be read.",
            "",
            "Report  stdin",
            "Source  default",
            "As of   2026-11-01 12:00 +08:00, 22 days ago");
    }

    [Fact]
    public void Says_clean_only_when_everything_was_assessed()
    {
        Scan(new ReportText().AddPerson("a").AddPerson("b")).Output.Should().StartWith("No findings: 2 accounts assessed and clean.\n");

        Scan(new ReportText().AddPerson("a").AddLine("short")).Output.Should().StartWith(
            "No findings in what could be assessed of 1 account.\n1 of 2 rows could not be read.\n");
        Scan(new ReportText().AddPerson("a", (Column.LoginProtectionActive, "?"))).Output.Should().StartWith(
            "2 checks could not be assessed: LoginProtectionActive reads ?. Download the\nreport again from the console and do not re-save it in a spreadsheet. No\nfindings in what could be assessed of 1 account.\n\n");
        Scan(new ReportText(olderEdition: true).AddPerson("a")).Output.Should().NotContain("clean").And.Contain("older edition");
    }

    [Fact]
    public void Lists_accounts_worst_first_then_by_how_many_then_in_the_reports_order()
    {
        var report = new ReportText()
            .AddPerson("medium", (Column.OperationProtectionActive, "FALSE"))
            .AddPerson("high-a", (Column.MfaDeviceActive, "FALSE"))
            .AddPerson("high-b", (Column.MfaDeviceActive, "FALSE"))
            .AddPerson("high-twice", (Column.MfaDeviceActive, "FALSE"), (Column.LoginProtectionActive, "FALSE"))
            .AddPerson("critical", (Column.AbnormalLoginsWithin30Days, "TRUE"), (Column.LoginProtectionActive, "FALSE"));

        Usernames(Scan(report)).Should().Equal("critical", "high-twice", "high-a", "high-b", "medium");
    }

    [Fact]
    public void Lists_at_most_25_accounts_and_counts_the_rest()
    {
        var report = new ReportText();
        for (var index = 0; index < 40; index++)
            report.AddPerson($"low{index}", (Column.PasswordLastRotation, "2026-01-01"));
        report.AddPerson("late-but-high", (Column.MfaDeviceActive, "FALSE"));

        var run = Scan(report);

        Usernames(run).Should().Equal(Enumerable.Range(0, 24).Select(index => $"low{index}").Prepend("late-but-high"));
        run.Output.Should().Contain("\nand 16 more accounts with findings: --limit all lists them.\n");
    }

    [Fact]
    public void Says_what_to_do_once_a_rule()
    {
        var report = new ReportText()
            .AddPerson("a", (Column.MfaDeviceActive, "FALSE"))
            .AddPerson("b", (Column.MfaDeviceActive, "FALSE"));

        var output = Scan(report).Output;

        output.Should().Contain("  high      Console login without MFA, 2 accounts [console-mfa-disabled]\n");
        output.Split("have the user").Should().HaveCount(2);
    }

    [Fact]
    public void Counts_an_account_with_two_keys_once()
    {
        var report = new ReportText().AddProgram(
            "both",
            (Column.AccessKey1Status, "Disable"),
            (Column.AccessKey2SecretId, ReportText.OtherSecretId), (Column.AccessKey2Status, "Disable"), (Column.AccessKey2CreationTime, "2026-10-20"));

        Scan(report).Output.Should().Contain("Disabled access key kept, 1 account [");
    }

    [Fact]
    public void Names_slot_and_mask_of_a_key() =>
        Scan(ReportText.Mixed()).Output.Should().Contain("  critical  Access key 1 (AKIDz8kr…hESA) may have leaked");

    [Fact]
    public void Lists_what_was_not_assessed_or_not_read()
    {
        var report = new ReportText(unknownColumns: ["Department"]);
        for (var line = 0; line < 12; line++)
            report.AddLine("short");
        report.AddLine(Encoding.UTF8.GetString(new ReportText().AddPerson("a", (Column.MfaDeviceActive, "?")).Bytes).Split('\n')[1] + ",x");

        var output = Scan(report).Output;

        output.Should().Contain("console-mfa-disabled: 1 time, for example because MFADeviceActive is \"?\"");
        output.Should().Contain("  line 11: 1 field where").And.NotContain("  line 12:").And.Contain("  and 2 more rows\n");
        output.Should().Contain("\n  \"Department\"\n");
        output.Should().Contain("The main account is not part of this report");
    }

    [Theory]
    [InlineData("[red]not markup[/]", "[red]not markup[/]")]
    [InlineData("[/]", "[/]")]
    [InlineData("a\u001b[31mb", "a\\u001b[31mb")]
    [InlineData("invoice\u202Egnp.exe", "invoice\\u202egnp.exe")]
    [InlineData("two\r\nlines", "two\\u000d\\u000alines")]
    [InlineData("line\u2028separator", "line\\u2028separator")]
    [InlineData("zero\u200Bwidth", "zero\\u200bwidth")]
    public void Shows_a_hostile_name_and_never_obeys_it(string username, string shown)
    {
        var run = Scan(new ReportText().AddPerson(username, (Column.MfaDeviceActive, "FALSE")));

        run.Output.Should().Contain($"100000000001  {shown} (sub-user, human)\n").And.NotContainAny("\u001b", "\u202E", "\r", "\u2028", "\u200B");
    }

    [Fact]
    public void No_line_is_wider_than_80_columns_or_ends_with_a_blank()
    {
        var report = ReportText.Mixed()
            .AddPerson(new string('x', 500), (Column.MfaDeviceActive, "FALSE"))
            .AddPerson(string.Concat(Enumerable.Repeat("\u202E", 100)), (Column.MfaDeviceActive, "FALSE"))
            .AddPerson(string.Concat(Enumerable.Repeat("张伟", 60)), (Column.MfaDeviceActive, "FALSE"), (Column.UserType, new string('长', 200)))
            .AddPerson("many", (Column.MfaDeviceActive, "FALSE"), (Column.LoginProtectionActive, "FALSE"), (Column.PasswordLastRotation, "2020-01-01"));

        foreach (var line in Scan(report).Lines)
        {
            WidthOf(line).Should().BeLessThanOrEqualTo(80, "of \"{0}\"", line);
            line.Should().Be(line.TrimEnd());
        }
    }

    [Fact]
    public void Wraps_between_words() =>
        Scan(ReportText.Mixed()).Lines.Should().Contain("  critical  Access key 1 (AKIDz8kr…hESA) may have leaked and is not disabled.");

    [Fact]
    public void Has_no_escape_sequence_when_piped_or_with_NO_COLOR()
    {
        var report = ReportText.Mixed().Bytes;

        Run(environment => environment).Should().NotContain("\u001b");
        Run(environment => environment with { OutputIsTerminal = true, NoColor = "1" }).Should().NotContain("\u001b");
        Run(environment => environment with { OutputIsTerminal = true }).Should().Contain("\u001b[");

        string Run(Func<CommandEnvironment, CommandEnvironment> change) => CommandRun.Of(report, change, "scan", "-", "--as-of", ReportText.AsOf).Output;
    }

    [Fact]
    public void Severity_can_be_read_without_colour() =>
        Scan(ReportText.Mixed()).Output.Should().ContainAll("  critical  ", "  high      ", "  medium    ", "  low       ", "  info      ");

    [Fact]
    public void Quiet_leaves_only_the_verdict()
    {
        var run = Scan(ReportText.Mixed(), "--quiet");

        run.Output.Should().Be(
            "9 checks could not be assessed: LoginConsoleActive reads pending. Download the report again from the console and do not re-save it in a spreadsheet. "
            + "Findings: 1 critical, 1 high, 1 medium, 1 low, 1 info in 5 of 7 accounts. 1 of 8 rows could not be read.\n");
        run.Error.Should().BeEmpty();
    }

    [Fact]
    public void Quiet_json_warns_of_nothing()
    {
        string[] arguments = ["scan", "-", "--as-of", ReportText.AsOf, "--format", "json"];

        CommandRun.WithInput(ReportText.Mixed().Bytes, arguments).Sentence.Should().StartWith("1 of 8 rows could not be read");
        CommandRun.WithInput(ReportText.Mixed().Bytes, [.. arguments, "--quiet"]).Error.Should().BeEmpty();
    }

    [Fact]
    public void Rejected_report_is_told_on_stderr_alone()
    {
        var run = CommandRun.WithInput("a,b\n1,2\n"u8.ToArray(), "scan", "-");

        run.ExitCode.Should().Be(3);
        run.Output.Should().BeEmpty();
        run.Sentence.Should().StartWith("\"stdin\", line 1: Required columns are missing");
    }

    private static CommandRun Scan(ReportText report, params string[] options) =>
        CommandRun.WithInput(report.Bytes, ["scan", "-", "--as-of", ReportText.AsOf, .. options]);

    private static IEnumerable<string> Usernames(CommandRun run) =>
        run.Lines.Where(line => line.StartsWith("1000", StringComparison.Ordinal)).Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1]);

    private static int WidthOf(string line) => new Spectre.Console.Rendering.Segment(line).CellCount();
}
