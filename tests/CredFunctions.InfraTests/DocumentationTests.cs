using System.Text.RegularExpressions;

using CredFunctions.InfraTests.Bicep;

namespace CredFunctions.InfraTests;

/// <summary>The page on deploying and the workflows name what is there.</summary>
public sealed partial class DocumentationTests
{
    private static readonly string[] Texts = ["docs/deploy.md", ".github/workflows/deploy.yml", "azure.yaml"];

    public static TheoryData<string> Workflows => new(Directory.EnumerateFiles(RepositoryFile.At(".github/workflows")).Select(file => Path.GetFileName(file)));

    [Fact]
    public void Every_file_that_is_named_is_there()
    {
        var named = Texts.SelectMany(text => NamedFile().Matches(File.ReadAllText(RepositoryFile.At(text)))).Select(match => match.Value).Distinct().ToList();

        named.Should().Contain("infra/production.bicepparam").And.OnlyContain(file => File.Exists(RepositoryFile.At(file)));
    }

    [Fact]
    public void Every_parameter_that_the_page_names_is_one_and_every_variable_is_read()
    {
        var page = File.ReadAllText(RepositoryFile.At("docs/deploy.md"));
        var template = File.ReadAllText(RepositoryFile.At("infra/main.bicep")) + File.ReadAllText(RepositoryFile.At("infra/events.bicep"));
        var readers = string.Concat(new[] { "infra", ".github/workflows" }.SelectMany(folder => Directory.EnumerateFiles(RepositoryFile.At(folder), "*", SearchOption.AllDirectories)).Select(File.ReadAllText));

        Parameter().Matches(page).Select(match => match.Groups["name"].Value).Distinct().Should().NotBeEmpty()
            .And.OnlyContain(name => template.Contains($"param {name} ", StringComparison.Ordinal));
        Variable().Matches(page).Select(match => match.Groups["name"].Value).Distinct().Should().NotBeEmpty()
            .And.OnlyContain(name => readers.Contains(name, StringComparison.Ordinal));
    }

    [Fact]
    public void The_workflow_uses_the_compiler_that_the_tests_use() =>
        File.ReadAllText(RepositoryFile.At(".github/workflows/deploy.yml")).Should().Contain($"BICEP_VERSION: v{BicepCli.Current}\n");

    // Its identity has Reader and the right to preview. At the default level, a preview checks the rights to deploy as well and fails.
    [Fact]
    public void The_preview_of_a_pull_request_does_not_check_rights_that_its_identity_lacks() =>
        File.ReadAllText(RepositoryFile.At(".github/workflows/deploy.yml")).Should().Contain("what-if --validation-level ProviderNoRbac ");

    [Fact]
    public void The_page_lists_every_resource_provider_that_the_templates_need()
    {
        // Registered in every subscription.
        string[] always = ["Microsoft.Authorization", "Microsoft.Consumption", "Microsoft.Resources"];
        var used = Directory.EnumerateFiles(RepositoryFile.At("infra"), "*.bicep", SearchOption.AllDirectories)
            .SelectMany(file => ResourceType().Matches(File.ReadAllText(file)).Select(type => type.Groups["provider"].Value))
            .Distinct(StringComparer.Ordinal).Except(always, StringComparer.Ordinal);
        var page = File.ReadAllText(RepositoryFile.At("docs/deploy.md"));
        var listed = Provider().Matches(page[page.IndexOf("az provider register", StringComparison.Ordinal)..page.IndexOf("## With azd", StringComparison.Ordinal)])
            .Select(provider => provider.Groups["provider"].Value);

        // Flex Consumption runs on what Microsoft.App has, without a resource of its own.
        listed.Should().BeEquivalentTo(used.Append("Microsoft.App"));
    }

    [Fact]
    public void A_commit_is_deployed_only_once_its_tests_have_passed()
    {
        var workflow = File.ReadAllText(RepositoryFile.At(".github/workflows/deploy.yml")).ReplaceLineEndings("\n");

        workflow.Should().Contain("\n  ci:\n").And.Contain("    uses: ./.github/workflows/ci.yml\n").And.Contain("\n  deploy:\n    needs: ci\n");
        File.ReadAllText(RepositoryFile.At(".github/workflows/ci.yml")).Should().Contain("  workflow_call:").And.Contain("- run: .ci/run");
    }

    [Theory]
    [MemberData(nameof(Workflows))]
    public void Every_action_is_pinned_to_a_commit_and_says_which_version_that_is(string workflow)
    {
        var uses = File.ReadLines(RepositoryFile.At($".github/workflows/{workflow}")).Where(line => line.Contains("uses:", StringComparison.Ordinal))
            .Where(line => !line.EndsWith("uses: ./.github/workflows/ci.yml", StringComparison.Ordinal)).ToList();

        uses.Should().NotBeEmpty().And.OnlyContain(line => Pinned().IsMatch(line));
    }

    [Theory]
    [MemberData(nameof(Workflows))]
    public void No_workflow_has_rights_but_those_that_a_job_asks_for(string workflow)
    {
        var lines = File.ReadAllLines(RepositoryFile.At($".github/workflows/{workflow}"));

        lines.Should().Contain("permissions: {}").And.NotContain(line => line.Contains("secrets.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_outputs_are_what_the_hooks_and_the_page_go_by()
    {
        var hooks = string.Concat(Directory.EnumerateFiles(RepositoryFile.At("infra/hooks")).Select(File.ReadAllText)) + await File.ReadAllTextAsync(RepositoryFile.At("docs/deploy.md"), TestContext.Current.CancellationToken);

        var outputs = (await Deployment.OfAsync("main")).Outputs.Keys.Select(output => output.Split('.')).Where(output => output.Length == 2).Select(output => output[1]);

        outputs.Should().NotBeEmpty().And.OnlyContain(output => hooks.Contains(output, StringComparison.Ordinal));
    }

    [GeneratedRegex(@"(?<![\w/.])(infra|functions|samples)/[\w./-]*\.(bicep|bicepparam|sh|csproj|json)\b")]
    private static partial Regex NamedFile();

    [GeneratedRegex("`(?<name>[a-z][A-Za-z]+) = [^`]+`|`(?<name>environmentName|duties|secretSettings|zoneRedundant|softDeleteDays|recoverKeyVault)`", RegexOptions.ExplicitCapture)]
    private static partial Regex Parameter();

    [GeneratedRegex("(?<name>(AZURE|CREDFUNCTIONS|ALERT|BUDGET|EVENT|SECRET)_[A-Z_]+|[A-Z_]+_GROUP_ID)", RegexOptions.ExplicitCapture)]
    private static partial Regex Variable();

    [GeneratedRegex(@"^\s*resource \w+ '(?<provider>Microsoft\.\w+)/", RegexOptions.ExplicitCapture | RegexOptions.Multiline)]
    private static partial Regex ResourceType();

    [GeneratedRegex(@"`(?<provider>Microsoft\.\w+)`", RegexOptions.ExplicitCapture)]
    private static partial Regex Provider();

    [GeneratedRegex(@"uses: [\w.-]+/[\w./-]+@[0-9a-f]{40} # v\d")]
    private static partial Regex Pinned();
}
