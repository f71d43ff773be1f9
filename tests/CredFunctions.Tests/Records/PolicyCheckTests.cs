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
        run.Output.Should().MatchRegex("^policy.json can be used\\.\n2 exceptions, 3 channels, 3 routes; policy [0-9a-f]{8}\\.\n$");
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
            .And.Contain("warning  $.exceptions[1]\n         The exception ended on 2026-11-22; what it was for is told again.\n")
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
        CommandRun.Of("policy", "check", "nowhere.json").Sentence.Should().Be("\"nowhere.json\" is not there: check the path.");
        CommandRun.Of("policy", "check", RepositoryFile.At("samples")).Sentence.Should().EndWith("is a folder: name the policy file in it.");
        CommandRun.Of("policy").ExitCode.Should().Be(2);
    }

    private static CommandRun Check(string policy, params string[] options) => CommandRun.WithInput(Encoding.UTF8.GetBytes(policy), ["policy", "check", "-", .. options]);
}
