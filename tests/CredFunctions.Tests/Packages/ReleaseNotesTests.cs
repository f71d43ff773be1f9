using System.Diagnostics;

using CredFunctions.Tests.Building;
using CredFunctions.Tests.Cli;

namespace CredFunctions.Tests.Packages;

public sealed class ReleaseNotesTests : IDisposable
{
    private const string Raw = "https%3A%2F%2Fraw.githubusercontent.com%2Fowner%2Fname%2Fv1.2.3%2Finfra%2Fbutton%2F";

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Notes_are_the_section_of_the_version_and_the_buttons_of_its_tag()
    {
        var (exitCode, output, _) = Notes("v1.2.3");

        exitCode.Should().Be(0);
        output.Should().EndWith("\n### Added\n\n- Something.\n").And.NotContain("Other").And.NotContain("Older")
            .And.Contain($"/uri/{Raw}azuredeploy.json/createUIDefinitionUri/{Raw}createUiDefinition.json)")
            .And.Contain($"[![Connect uploads](https://aka.ms/deploytoazurebutton)](https://portal.azure.com/#create/Microsoft.Template/uri/{Raw}events.json)");
        foreach (var file in (string[])["azuredeploy.json", "createUiDefinition.json", "events.json"])
            File.Exists(RepositoryFile.At($"infra/button/{file}")).Should().BeTrue(file);
    }

    [Theory]
    [InlineData("v1.2.4")]
    [InlineData("v1.2")]
    public void A_version_that_the_changelog_does_not_have_is_not_released(string tag)
    {
        var (exitCode, output, errors) = Notes(tag);

        exitCode.Should().Be(1);
        output.Should().BeEmpty();
        errors.Should().Be($"CHANGELOG.md has no section [{tag[1..]}]: give [Unreleased] that name and a date before you tag.\n");
    }

    [Fact]
    public void The_workflow_publishes_what_the_scripts_make()
    {
        var workflow = File.ReadAllText(RepositoryFile.At(".github/workflows/release.yml")).ReplaceLineEndings("\n");

        workflow.Should().Contain("    needs: [ci, test]\n").And.Contain("os: [windows-2025, macos-15]").And.Contain(".ci/release-notes \"$GITHUB_REF_NAME\"")
            .And.Contain(".ci/package \"$VERSION\"").And.Contain("-t:PublishContainer");
    }

    private (int ExitCode, string Output, string Errors) Notes(string tag)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "the script is for a Unix shell");
        Directory.CreateDirectory(Path.Combine(folder.Path, ".ci"));
        File.Copy(RepositoryFile.At(".ci/release-notes"), Path.Combine(folder.Path, ".ci/release-notes"));
        File.WriteAllText(
            Path.Combine(folder.Path, "CHANGELOG.md"),
            "# Changelog\n\n## [Unreleased]\n\n- Other.\n\n## [1.2.3] - 2027-01-01\n\n### Added\n\n- Something.\n\n## [1.2.2] - 2026-12-01\n\n- Older.\n");
        var start = new ProcessStartInfo(Path.Combine(folder.Path, ".ci/release-notes"), [tag])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["GITHUB_REPOSITORY"] = "owner/name" },
        };
        using var process = Process.Start(start)!;
        var (output, errors) = (process.StandardOutput.ReadToEnd(), process.StandardError.ReadToEnd());
        process.WaitForExit();
        return (process.ExitCode, output, errors);
    }
}
