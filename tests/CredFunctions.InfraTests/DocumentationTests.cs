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
        var template = File.ReadAllText(RepositoryFile.At("infra/main.bicep"));
        var readers = string.Concat(new[] { "infra", ".github/workflows" }.SelectMany(folder => Directory.EnumerateFiles(RepositoryFile.At(folder), "*", SearchOption.AllDirectories)).Select(File.ReadAllText));

        Parameter().Matches(page).Select(match => match.Groups["name"].Value).Distinct().Should().NotBeEmpty()
            .And.OnlyContain(name => template.Contains($"param {name} ", StringComparison.Ordinal));
        Variable().Matches(page).Select(match => match.Groups["name"].Value).Distinct().Should().NotBeEmpty()
            .And.OnlyContain(name => readers.Contains(name, StringComparison.Ordinal));
    }

    [Fact]
    public void The_workflow_uses_the_compiler_that_the_tests_use()
    {
        var packages = File.ReadAllText(RepositoryFile.At("Directory.Packages.props"));
        var version = BicepVersion().Match(packages).Groups["version"].Value;

        File.ReadAllText(RepositoryFile.At(".github/workflows/deploy.yml")).Should().Contain($"BICEP_VERSION: v{version}\n");
    }

    [Theory]
    [MemberData(nameof(Workflows))]
    public void Every_action_is_pinned_to_a_commit_and_says_which_version_that_is(string workflow)
    {
        var uses = File.ReadLines(RepositoryFile.At($".github/workflows/{workflow}")).Where(line => line.Contains("uses:", StringComparison.Ordinal)).ToList();

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

    [GeneratedRegex("`(?<name>[a-z][A-Za-z]+) = [^`]+`|`(?<name>environmentName|operatorPrincipalId|secretSettings|zoneRedundant|softDeleteDays|recoverKeyVault)`", RegexOptions.ExplicitCapture)]
    private static partial Regex Parameter();

    [GeneratedRegex("(?<name>(AZURE|CREDFUNCTIONS|OPERATOR|ALERT)_[A-Z_]+)", RegexOptions.ExplicitCapture)]
    private static partial Regex Variable();

    [GeneratedRegex("\"Azure.Bicep.CommandLine.linux-x64\" Version=\"(?<version>[0-9.]+)\"", RegexOptions.ExplicitCapture)]
    private static partial Regex BicepVersion();

    [GeneratedRegex(@"uses: [\w.-]+/[\w./-]+@[0-9a-f]{40} # v\d")]
    private static partial Regex Pinned();
}
