using CredFunctions.Rules;
using CredFunctions.Tests.Building;

namespace CredFunctions.Tests.Cli;

public sealed class RulesPageTests
{
    [Fact]
    public async Task The_page_of_the_documentation_is_the_catalogue()
    {
        var page = await File.ReadAllTextAsync(RepositoryFile.At("docs/rules.md"), TestContext.Current.CancellationToken);

        var run = CommandRun.Of("rules", "--markdown");

        run.ExitCode.Should().Be(0);
        page.ReplaceLineEndings("\n").Should().Be(run.Output, "docs/rules.md is written by \"credfunctions rules --markdown\"");
    }

    [Fact]
    public void The_page_names_every_rule()
    {
        var output = CommandRun.Of("rules", "--markdown").Output.ReplaceLineEndings(" ");

        foreach (var rule in RuleCatalogue.All)
            output.Should().Contain($"## {rule.Id}").And.Contain(rule.Remediation).And.Contain(rule.Why);
    }

    [Fact]
    public void One_rule_and_the_whole_page_do_not_go_together()
    {
        var run = CommandRun.Of("rules", "access-key-leak-risk", "--markdown");

        run.ExitCode.Should().Be(2);
        run.Sentence.Should().Contain("leave out the ID");
    }
}
