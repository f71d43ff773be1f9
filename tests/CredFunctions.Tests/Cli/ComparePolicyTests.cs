using CredFunctions.Reports;
using CredFunctions.Tests.Building;

namespace CredFunctions.Tests.Cli;

public sealed class ComparePolicyTests : IDisposable
{
    private readonly ScannedHistory history = new();

    public void Dispose() => history.Dispose();

    [Theory]
    [InlineData("""{ "thresholds": { "human": { "consoleIdleDays": 20 } } }""", "opens console-idle 1 1")]
    [InlineData("""{ "thresholds": { "human": { "passwordMaxAgeDays": 120 } } }""", "resolves password-not-rotated 2 2")]
    [InlineData("""{ "rules": { "password-not-rotated": { "severity": "high" } } }""", "severity password-not-rotated low high 2 2")]
    [InlineData("""{ "rules": { "password-not-rotated": "off" } }""", "off password-not-rotated 2 2")]
    [InlineData("""{ "externalLogin": ["user4@*"] }""", "off password-not-rotated 1 1")]
    [InlineData("""{ "exceptions": [ { "rule": "password-not-rotated", "account": "user4@*", "reason": "r", "owner": "o", "until": "2026-12-01" } ] }""", "suppressed password-not-rotated 1 1")]
    [InlineData("""{ "privileged": ["user2@*"] }""", "severity console-mfa-disabled high critical 1 1")]
    [InlineData("""{ "reportTimeZone": "+14:00", "rules": {} }""", "")]
    [InlineData("{}", "")]
    public void Prints_what_would_be_different(string policy, string expected)
    {
        var report = history.Report("1.csv", 0, Report());

        var run = Compare(report, "{}", policy, "--format", "json");

        run.ExitCode.Should().Be(expected.Length > 0 ? 1 : 0, run.Error);
        Differences(run).Should().Be(expected);
        var back = Compare(report, policy, "{}", "--format", "json");
        back.ExitCode.Should().Be(run.ExitCode);
    }

    [Fact]
    public void Going_back_is_the_opposite()
    {
        var report = history.Report("1.csv", 0, Report());
        const string excepted = """{ "exceptions": [ { "rule": "password-not-rotated", "account": "*", "reason": "r", "owner": "o", "until": "2026-12-01" } ] }""";

        Differences(Compare(report, """{ "thresholds": { "human": { "consoleIdleDays": 20 } } }""", "{}", "--format", "json")).Should().Be("resolves console-idle 1 1");
        Differences(Compare(report, excepted, "{}", "--format", "json")).Should().Be("unsuppressed password-not-rotated 2 2");
        Differences(Compare(report, """{ "rules": { "password-not-rotated": "off" } }""", "{}", "--format", "json")).Should().Be("opens password-not-rotated 2 2");
    }

    [Fact]
    public void What_cannot_be_assessed_stays_as_it_is()
    {
        // Only a flag shows the age of the key, and it answers for 90 days but not for 60.
        var report = history.Report("1.csv", 0, new ReportText().AddProgram(
            "deploy", (Column.AccessKey1CreationTime, "odd"), (Column.AccessKey1CreatedOver90Days, "TRUE"), (Column.AccessKey1CreatedOver30Days, "TRUE")));

        Differences(Compare(report, "{}", """{ "thresholds": { "machine": { "accessKeyMaxAgeDays": 120 } } }""", "--format", "json")).Should().BeEmpty();
    }

    [Fact]
    public void People_read_it_by_effect_and_rule_with_the_accounts()
    {
        var run = Compare(history.Report("1.csv", 0, Report()), "{}", """{ "thresholds": { "human": { "passwordMaxAgeDays": 120 } } }""");

        run.Output.Should().Contain("Would be resolved").And.Contain("password-not-rotated: 2 findings on 2 accounts: 100000000003\n  user3@example.com");
        Compare(history.Report("1.csv", 0, Report()), "{}", "{}").Output.Should().Contain("nothing would change");
    }

    [Fact]
    public void Takes_one_report_and_no_state()
    {
        var report = history.Report("1.csv", 0, Report());
        history.Scan(report, "--compare-policy", history.Policy("{}")).ExitCode.Should().Be(2);
        history.Run("scan", history.Report("2.csv", 0, [1]), "--compare-policy", history.Policy("{}")).ExitCode.Should().Be(3);
    }

    private static ReportText Report() => ScannedHistory.People(
        5, (1, Column.LastConsoleLoginTime, AccountRow.Ago(30)), (2, Column.MfaDeviceActive, "FALSE"),
        (3, Column.PasswordLastRotation, AccountRow.Ago(100)), (4, Column.PasswordLastRotation, AccountRow.Ago(100)));

    private CommandRun Compare(string report, string policy, string other, params string[] arguments)
    {
        var (one, two) = (Path.Combine(history.Folder, "one.json"), Path.Combine(history.Folder, "two.json"));
        File.WriteAllText(one, policy);
        File.WriteAllText(two, other);
        return history.Run(["scan", report, "--policy", one, "--compare-policy", two, .. arguments]);
    }

    private static string Differences(CommandRun run) => string.Join("; ", run.Json.GetProperty("differences").EnumerateArray().Select(each => string.Join(
        ' ', new[] { "effect", "rule", "from", "to", "findings", "accounts" }.Select(name => each.GetProperty(name).ToString()).Where(text => text.Length > 0))));
}
