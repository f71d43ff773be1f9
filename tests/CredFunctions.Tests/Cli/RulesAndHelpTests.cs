using CredFunctions.Rules;

namespace CredFunctions.Tests.Cli;

public sealed class RulesAndHelpTests
{
    public static TheoryData<string> RuleIds => [.. RuleCatalogue.All.Select(rule => rule.Id)];

    [Fact]
    public void Rules_lists_every_rule_with_its_severity()
    {
        var run = CommandRun.Of("rules");

        run.ExitCode.Should().Be(0);
        foreach (var rule in RuleCatalogue.All)
            run.Lines.Should().ContainSingle(line => line.StartsWith(rule.Id + " ", StringComparison.Ordinal));
        run.Output.Should().Contain("access-key-leak-risk           critical  Access key may have leaked\n");
    }

    [Theory]
    [MemberData(nameof(RuleIds))]
    public void Rule_is_explained(string id)
    {
        var run = CommandRun.Of("rules", id);

        run.ExitCode.Should().Be(0);
        run.Output.Should().StartWith(id + ": ").And.ContainAll("\nSeverity ", "\nWhy ", "\nWhat to do ", "\nControls ");
        run.Lines.Should().OnlyContain(line => line.Length <= 80);
    }

    [Fact]
    public void Explanation_has_both_severities_the_threshold_and_whose_the_controls_are()
    {
        CommandRun.Of("rules", "abnormal-login").Output.Should().Contain("critical; high when").And.Contain("NIST SP 800-53 r5 SI-4 (ours)");
        CommandRun.Of("rules", "ACCESS-KEY-NOT-ROTATED").Output.Should()
            .Contain("accessKeyMaxAgeDays: 90 days for people, 90 for machines").And.Contain("CIS Alibaba Cloud Foundations 2.0 1.6 (90");
    }

    [Theory]
    [InlineData("concole-idle", "console-idle")]
    [InlineData("leak", "access-key-leak-risk")]
    [InlineData("access-key-rotated", "access-key-not-rotated")]
    public void Unknown_rule_is_told_with_the_nearest(string id, string nearest)
    {
        var run = CommandRun.Of("rules", id);

        run.ExitCode.Should().Be(2);
        run.Output.Should().BeEmpty();
        run.Sentence.Should().StartWith($"There is no rule \"{id}\". The nearest are {nearest}");
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("scan", "--help")]
    [InlineData("scan", "-h")]
    [InlineData("rules", "--help")]
    public void Help_has_examples_and_fits_80_columns(params string[] arguments)
    {
        var run = CommandRun.Of(arguments);

        run.ExitCode.Should().Be(0);
        run.Error.Should().BeEmpty();
        run.Output.Should().Contain("Examples:\n  credfunctions ");
        run.Lines.Should().OnlyContain(line => line.Length <= 80);
    }

    [Fact]
    public void Help_of_scan_tells_the_zone_and_the_exit_codes() =>
        CommandRun.Of("scan", "--help").Output.Should().Contain("+08:00").And.Contain("Exit codes").And.Contain("  4   done, but some rows could not be read");

    [Fact]
    public void Version_is_the_products() =>
        CommandRun.Of("--version").Output.Should().MatchRegex("^credfunctions [0-9]+\\.[0-9]+\\.[0-9]+(-[a-z0-9.]+)?\n$");
}
