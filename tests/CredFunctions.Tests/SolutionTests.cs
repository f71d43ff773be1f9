using System.Text.RegularExpressions;
using System.Xml.Linq;

using CredFunctions.Tests.Building;

namespace CredFunctions.Tests;

/// <summary>One package of the function app is missing on some registries: the default build uses a stand-in, and only there.</summary>
public sealed partial class SolutionTests
{
    private const string Extension = "Microsoft.Azure.Functions.Worker.Extensions.ServiceBus";
    private const string FunctionApp = "functions/CredFunctions.Functions.csproj";
    private const string StandInApp = "tests/StandIns/FunctionApp/FunctionApp.csproj";
    private const string FunctionTests = "tests/CredFunctions.Functions.Tests/CredFunctions.Functions.Tests.csproj";
    private static readonly string Text = File.ReadAllText(RepositoryFile.At("CredFunctions.sln"));

    [Fact]
    public void The_configuration_azure_builds_every_project_but_the_stand_ins() =>
        Projects().Where(project => !BuildsIn("Azure", project.Id)).Select(project => project.Path)
            .Should().OnlyContain(path => path.StartsWith("tests/StandIns/", StringComparison.Ordinal)).And.HaveCount(2);

    [Theory]
    [InlineData("Debug")]
    [InlineData("Release")]
    public void Debug_and_release_build_every_project_but_the_app_with_the_real_package(string configuration) =>
        Projects().Where(project => !BuildsIn(configuration, project.Id)).Select(project => project.Path).Should().Equal(FunctionApp);

    [Fact]
    public void Only_the_app_that_is_deployed_takes_the_real_package_and_has_no_way_to_the_stand_in()
    {
        Projects().Where(project => Includes(project.Path, "PackageReference").Contains(Extension)).Select(project => project.Path)
            .Should().Equal(FunctionApp);
        File.ReadAllText(RepositoryFile.At(FunctionApp)).Should().NotContain("Condition=\"'$(").And.NotContain("<ProjectReference");
        Includes("functions/FunctionApp.props", "ProjectReference").Should().OnlyContain(path => path.Contains("/src/"));
    }

    [Fact]
    public void Only_the_tests_of_the_function_app_reference_it_and_only_the_other_app_the_stand_in()
    {
        Referencing("CredFunctions.Functions.csproj").Should().Equal(FunctionTests);
        Referencing("FunctionApp.csproj").Should().Equal(FunctionTests);
        Referencing("Worker.Extensions.ServiceBus.csproj").Should().Equal(StandInApp);
    }

    [Fact]
    public void The_workflow_builds_and_tests_the_configuration_azure() =>
        File.ReadAllText(RepositoryFile.At(".github/workflows/ci.yml")).Should()
            .Contain("dotnet build CredFunctions.sln -c Azure").And.Contain("dotnet test CredFunctions.sln -c Azure");

    private static bool BuildsIn(string configuration, string id) =>
        Text.Contains($"{id}.{configuration}|Any CPU.Build.0 = ", StringComparison.OrdinalIgnoreCase);

    private static IEnumerable<string> Referencing(string project) =>
        Projects().Where(other => Includes(other.Path, "ProjectReference").Any(path => path.EndsWith("/" + project, StringComparison.Ordinal)))
            .Select(other => other.Path);

    private static IEnumerable<(string Path, string Id)> Projects() => ProjectLine().Matches(Text)
        .Select(match => (match.Groups["path"].Value.Replace('\\', '/'), match.Groups["id"].Value));

    private static IEnumerable<string> Includes(string project, string kind) =>
        XDocument.Load(RepositoryFile.At(project)).Descendants(kind).Select(reference => reference.Attribute("Include")!.Value);

    [GeneratedRegex(
        """^Project\("[^"]+"\) = "[^"]+", "(?<path>[^"]+\.csproj)", "(?<id>[^"]+)"\r?$""",
        RegexOptions.Multiline | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex ProjectLine();
}
