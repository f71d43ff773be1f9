using System.Text.RegularExpressions;
using System.Xml.Linq;

using CredFunctions.Tests.Building;

namespace CredFunctions.Tests;

/// <summary>Some registries lack the packages of the Azure head: whatever is built by default must do without them.</summary>
public sealed partial class SolutionTests
{
    private static readonly string[] Head = ["CredFunctions.Functions", "CredFunctions.Functions.Tests"];
    private static readonly string Text = File.ReadAllText(RepositoryFile.At("CredFunctions.sln"));

    [Fact]
    public void The_configuration_azure_builds_every_project() =>
        Projects().Select(project => (project.Name, Builds: BuildsIn("Azure", project.Id))).Should().OnlyContain(project => project.Builds);

    [Theory]
    [InlineData("Debug")]
    [InlineData("Release")]
    public void Debug_and_release_build_every_project_but_the_head_and_its_tests(string configuration) =>
        Projects().Where(project => !BuildsIn(configuration, project.Id)).Select(project => project.Name).Should().BeEquivalentTo(Head);

    [Fact]
    public void No_other_project_references_the_head() =>
        Projects().Where(project => References(project.Path).Any(reference => reference.Contains("CredFunctions.Functions", StringComparison.Ordinal)))
            .Select(project => project.Name).Should().BeEquivalentTo("CredFunctions.Functions.Tests");

    [Fact]
    public void The_workflow_builds_and_tests_the_configuration_azure() =>
        File.ReadAllText(RepositoryFile.At(".github/workflows/ci.yml")).Should()
            .Contain("dotnet build CredFunctions.sln -c Azure").And.Contain("dotnet test CredFunctions.sln -c Azure");

    private static bool BuildsIn(string configuration, string id) => Text.Contains($"{id}.{configuration}|Any CPU.Build.0 = ", StringComparison.OrdinalIgnoreCase);

    private static IEnumerable<(string Name, string Path, string Id)> Projects() => ProjectLine().Matches(Text)
        .Select(match => (match.Groups["name"].Value, match.Groups["path"].Value.Replace('\\', '/'), match.Groups["id"].Value));

    private static IEnumerable<string> References(string project) =>
        XDocument.Load(RepositoryFile.At(project)).Descendants("ProjectReference").Select(reference => reference.Attribute("Include")!.Value);

    [GeneratedRegex("""^Project\("[^"]+"\) = "(?<name>[^"]+)", "(?<path>[^"]+\.csproj)", "(?<id>[^"]+)"\r?$""", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ProjectLine();
}
