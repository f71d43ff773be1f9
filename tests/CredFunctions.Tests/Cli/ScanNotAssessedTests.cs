using System.Text;

using CredFunctions.Reports;

namespace CredFunctions.Tests.Cli;

/// <summary>A report that could not be assessed is never shown as a clean one.</summary>
public sealed class ScanNotAssessedTests
{
    private static readonly byte[] Base = new ReportText().AddPerson("ann").AddPerson("bob").AddProgram("ci").Bytes;

    // As a spreadsheet in German and one in English (US) save them.
    private static readonly byte[] German = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(Base).Replace("TRUE", "WAHR").Replace("FALSE", "FALSCH"));
    private static readonly byte[] American = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(Base).Replace("2026-10-25 14:50:36", "10/25/2026 14:50").Replace("2024-09-05 9:32:32", "9/5/2024 9:32"));

    private static readonly byte[] BlindForMfa = new ReportText().AddPerson("ann", (Column.MfaDeviceActive, "WAHR")).Bytes;
    private static readonly byte[] BlindAndCritical = new ReportText().AddPerson("ann", (Column.MfaDeviceActive, "WAHR")).AddProgram("ci", (Column.AccessKey1MayBeAtRisk, "TRUE")).Bytes;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void What_a_spreadsheet_saved_again_is_not_assessed_first_of_all(bool hasState)
    {
        var german = Scan(German, hasState, "--fail-on", "info", "--quiet");
        german.ExitCode.Should().Be(4);
        german.Output.Should().MatchRegex("^[0-9]+ checks could not be assessed: LoginConsoleActive reads WAHR, [A-Za-z]+ reads (WAHR|FALSCH) and [0-9]+ more columns\\. "
            + "Download the report again from the console and do not re-save it in a spreadsheet\\. No findings in what could be assessed of 3 accounts\\.\n$");

        var american = Scan(American, hasState, "--fail-on", "info");
        american.ExitCode.Should().Be(4);
        american.Output.ReplaceLineEndings(" ").Should().StartWith("3 checks could not be assessed: CreationTime reads 9/5/2024 9:32. ")
            .And.MatchRegex("3 checks of [0-9]+ accounts?: CreationTime reads 9/5/2024 9:32 [(]");
    }

    [Theory]
    [InlineData("", "critical", 0)]
    [InlineData("", "high", 4)]
    [InlineData("", "info", 4)]
    [InlineData("\"console-mfa-disabled\": \"off\"", "high", 4)]
    [InlineData("\"console-mfa-disabled\": \"off\", \"console-mfa-unavailable\": \"off\"", "info", 0)]
    [InlineData("\"console-mfa-disabled\": { \"severity\": \"low\" }, \"console-mfa-unavailable\": { \"severity\": \"info\" }", "medium", 0)]
    [InlineData("\"console-mfa-disabled\": { \"severity\": \"low\" }, \"console-mfa-unavailable\": { \"severity\": \"info\" }", "low", 4)]
    public void A_check_that_could_not_be_assessed_fails_by_the_severity_of_its_rule(string rules, string failOn, int exitCode)
    {
        using var folder = new TemporaryFolder();
        var policy = folder.Write("policy.json", Encoding.UTF8.GetBytes($"{{ \"rules\": {{ {rules} }} }}"));
        foreach (var hasState in new[] { false, true })
        {
            foreach (var format in new[] { "table", "json" })
                Scan(BlindForMfa, hasState, "--policy", policy, "--fail-on", failOn, "--format", format).ExitCode.Should().Be(exitCode, "state {0}, {1}", hasState, format);
            Scan(BlindForMfa, hasState, "--policy", policy).ExitCode.Should().Be(0, "without --fail-on");
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_finding_comes_before_what_could_not_be_assessed(bool hasState)
    {
        Scan(BlindAndCritical, hasState, "--fail-on", "critical").ExitCode.Should().Be(1);
        Scan(BlindAndCritical, hasState, "--fail-on", "high").ExitCode.Should().Be(1);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_column_that_is_absent_is_named(bool hasState)
    {
        var run = Scan(new ReportText(olderEdition: true).AddPerson("ann").Bytes, hasState, "--quiet", "--fail-on", "medium");
        run.ExitCode.Should().Be(4);
        run.Output.Should().MatchRegex("^[0-9] checks could not be assessed: Last Console Login Time is absent\\. Download the report again from the console\\. No findings in what");
    }

    [Fact]
    public void Every_report_that_cannot_be_assessed_sends_a_digest()
    {
        using var history = new ScannedHistory();
        var policy = history.Policy("""{ "digest": "changes", "channels": { "screen": { "kind": "console" } }, "routes": [ { "channels": ["screen"] } ] }""");
        Scan(1, Base).Should().BeEmpty("nothing changed and everything was assessed");
        foreach (var day in new[] { 2, 3, 4 })
            Scan(day, German).Should().MatchRegex("default: [0-9]+ checks could not be assessed: LoginConsoleActive reads WAHR").And.NotContain("nothing changed");
        Scan(5, Base).Should().BeEmpty();

        string Scan(int day, byte[] report)
        {
            if (day == 1)
                history.Scan(history.Report("0.csv", 0, Base), "--policy", policy, "--quiet");

            // Another account each day, so that no report has the bytes of another.
            var bytes = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(report).Replace("2026-10-14 17:39:35", $"2026-10-14 17:39:{day:00}"));
            return history.Scan(history.Report($"{day}.csv", day, bytes), "--policy", policy, "--notify", "--quiet").Error;
        }
    }

    private static CommandRun Scan(byte[] report, bool hasState, params string[] options)
    {
        using var folder = new TemporaryFolder();
        string[] state = hasState ? ["--state", Path.Combine(folder.Path, "audit.db")] : [];
        return CommandRun.WithInput(report, ["scan", "-", "--as-of", ReportText.AsOf, .. options, .. state]);
    }
}
