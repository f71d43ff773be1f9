using System.Text;

using CredFunctions.Tests.Building;
using CredFunctions.Tests.Cli;

namespace CredFunctions.Tests.Records;

public sealed class PolicyCheckTests
{
    [Fact]
    public void A_policy_that_can_be_used_is_summed_up()
    {
        var run = CommandRun.Of("policy", "check", RepositoryFile.At("samples/policy.json"));

        run.ExitCode.Should().Be(0);
        run.Output.Should().MatchRegex("^policy.json can be used, 2 warnings\\.\n2 exceptions, 3 channels, 3 routes; policy [0-9a-f]{8}\\.\n");
        run.Output.ReplaceLineEndings(" ").Should().Contain("$.thresholds.human.consoleIdleDays, line 11, column 62")
            .And.MatchRegex("is laxer than CIS AWS Foundations 6.0 2.11 [(]45 days[)], which +console-idle is +evidence for");
    }

    [Fact]
    public void Errors_name_path_line_and_column()
    {
        var run = Check(
            """
            {
              "thresholds": { "human": { "accessKeyMaxAgeDays": -4 } },
              "colour": 1,
            }
            """);

        run.ExitCode.Should().Be(2);
        run.Error.Should().BeEmpty();
        run.Output.Should().StartWith("stdin cannot be used: 2 errors.\n\nerror    $.thresholds.human.accessKeyMaxAgeDays, line 2, column 53\n         is -4. Allowed: ")
            .And.Contain("\nerror    $.colour, line 3, column ");
        run.Lines.Should().OnlyContain(line => line.Length <= 80);
    }

    [Fact]
    public void Exceptions_that_are_malformed_or_ended_are_warned_of()
    {
        var run = Check(
            """
            { "exceptions": [
              { "rule": "console-idle", "account": "a", "reason": "r", "owner": "o", "until": "2026-13-01" },
              { "rule": "console-idle", "account": "b", "reason": "r", "owner": "o", "until": "2026-11-22" },
              { "rule": "console-idle", "account": "c", "reason": "r", "owner": "o", "until": "2026-11-23" } ] }
            """);

        run.ExitCode.Should().Be(0);
        run.Output.Should().StartWith("stdin can be used, 2 warnings.\n")
            .And.Contain("warning  $.exceptions[0].until, line 2, column ")
            .And.Contain("warning  $.exceptions[1]\n         The exception ended on 2026-11-22; its findings cause notifications\n         again.\n")
            .And.NotContain("$.exceptions[2]");
    }

    [Fact]
    public void As_json_it_has_every_remark()
    {
        var run = Check("""{ "colour": 1, "exceptions": [ { "rule": "console-idle", "account": "b", "reason": "r", "owner": "o", "until": "2026-11-22" } ] }""", "--format", "json");

        run.ExitCode.Should().Be(2);
        run.Json.GetProperty("valid").GetBoolean().Should().BeFalse();
        run.Json.GetProperty("policy").GetString().Should().HaveLength(64);
        var error = run.Json.GetProperty("errors").EnumerateArray().Should().ContainSingle().Which;
        error.GetProperty("path").GetString().Should().Be("$.colour");
        error.GetProperty("line").GetInt32().Should().Be(1);
        error.GetProperty("column").GetInt32().Should().BePositive();
        error.GetProperty("problem").GetString().Should().Be("is no key here");
        run.Json.GetProperty("warnings").GetArrayLength().Should().Be(0);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("\0")]
    public void What_is_no_policy_at_all_is_an_error(string text)
    {
        var run = Check(text);

        run.ExitCode.Should().Be(2);
        run.Output.Should().StartWith("stdin cannot be used: 1 error.\n\nerror    $, line 1, column ");
    }

    [Fact]
    public void A_policy_that_is_not_there_is_said()
    {
        CommandRun.Of("policy", "check", "nowhere.json").Sentence.Should().Be("\"nowhere.json\" does not exist: check the path.");
        CommandRun.Of("policy", "check", RepositoryFile.At("samples")).Sentence.Should().EndWith("is a folder: name the policy file in it.");
        CommandRun.Of("policy").ExitCode.Should().Be(2);
    }

    [Theory]
    [InlineData("", "", false)]
    [InlineData("", "\"channels\": { \"c\": { \"kind\": \"console\" } }, \"routes\": [ { \"channels\": [\"c\"] } ],", false)]
    [InlineData("", "\"channels\": { \"c\": { \"kind\": \"console\" } }, \"routes\": [ { \"source\": \"company-a\", \"channels\": [\"c\"] }, { \"channels\": [\"c\"] } ],", true)]
    [InlineData("", "\"sources\": [ { \"source\": \"company-a\", \"freshness\": 36 } ],", true)]
    [InlineData("\"source\": \"company-a\",", "\"sources\": [ { \"source\": \"company-a\", \"freshness\": 36 } ],", false)]
    [InlineData("\"source\": \"*\",", "\"sources\": [ { \"source\": \"company-a\", \"freshness\": 36 } ],", false)]
    public void An_exception_without_a_source_is_warned_of_where_the_policy_knows_several(string source, string settings, bool isWarnedOf)
    {
        var run = Check($$"""{ {{settings}} "exceptions": [ {{Exception(source)}} ] }""");

        run.ExitCode.Should().Be(0);
        run.Output.Contains("is for every source, since it names none", StringComparison.Ordinal).Should().Be(isWarnedOf);
        run.Output.Should().StartWith(isWarnedOf ? "stdin can be used, 1 warning." : "stdin can be used.");
    }

    [Fact]
    public void An_exception_without_a_source_is_warned_of_where_the_state_knows_several()
    {
        using var folder = new TemporaryFolder();
        var (state, report) = (Path.Combine(folder.Path, "audit.db"), folder.Write("report.csv", new ReportText().AddPerson("admin").Bytes));
        var policy = $$"""{ "exceptions": [ {{Exception("")}} ] }""";
        Scan("company-a");
        Check(policy, "--state", state).Output.Should().StartWith("stdin can be used.\n");

        Scan("company-b");
        Check(policy, "--state", state).Output.Should().StartWith("stdin can be used, 1 warning.\n").And.Contain("warning  $.exceptions[0], line 1, column ");

        void Scan(string source) => CommandRun.Of("scan", report, "--as-of", ReportText.AsOf, "--state", state, "--source", source).ExitCode.Should().Be(0);
    }

    [Theory]
    [InlineData("admin", "2027-11-23", null)]
    [InlineData("admin", "2027-11-24", "ends in more than a year")]
    [InlineData("*", "2027-01-01", "is for every account")]
    [InlineData("**", "2027-01-01", "is for every account")]
    [InlineData("a*", "2027-01-01", null)]
    public void An_exception_that_is_too_wide_or_too_long_is_warned_of(string account, string until, string? problem)
    {
        var run = Check($$"""{ "exceptions": [ {{Exception("", account, until)}} ] }""", "--format", "json");

        run.Json.GetProperty("valid").GetBoolean().Should().BeTrue();
        var warnings = run.Json.GetProperty("warnings").EnumerateArray().Select(warning => $"{warning.GetProperty("path")} {warning.GetProperty("problem")}").ToList();
        if (problem is null)
            warnings.Should().BeEmpty();
        else
            warnings.Should().ContainSingle().Which.Should().StartWith($"$.exceptions[0] {problem}");
    }

    private static string Exception(string source, string account = "admin", string until = "2027-01-01") =>
        $$"""{ "rule": "console-mfa-disabled", {{source}} "account": "{{account}}", "reason": "break glass", "owner": "o", "until": "{{until}}" }""";

    private static CommandRun Check(string policy, params string[] options) => CommandRun.WithInput(Encoding.UTF8.GetBytes(policy), ["policy", "check", "-", .. options]);
}
