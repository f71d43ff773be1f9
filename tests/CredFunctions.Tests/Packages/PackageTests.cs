using System.Diagnostics;
using System.Text.Json;

using CredFunctions.Tests.Building;
using CredFunctions.Tests.Cli;

namespace CredFunctions.Tests.Packages;

/// <summary>What a release consists of, as far as it can be built here.</summary>
[Trait(Speed.Trait, Speed.Slow)]
public sealed class PackageTests : IDisposable
{
    private const string Project = "src/CredFunctions.Cli";

    private static readonly string Dotnet = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    // Outside the repository, with the folder of the package as the only source.
    [Fact]
    public async Task The_packed_command_is_installed_from_a_folder_and_works()
    {
        var (packages, tools, work) = (Path.Combine(folder.Path, "packages"), Path.Combine(folder.Path, "tools"), Path.Combine(folder.Path, "work"));
        await RunAsync(RepositoryFile.At(""), Dotnet, "pack", Project, "--no-build", $"-p:Configuration={BuiltConfiguration()}", "--output", packages);
        var version = Path.GetFileNameWithoutExtension(Directory.GetFiles(packages, "CredFunctions.*.nupkg").Should().ContainSingle().Subject)["CredFunctions.".Length..];
        Directory.CreateDirectory(Path.Combine(work, "inbox/reports"));
        File.Copy(RepositoryFile.At("samples/credential-report.csv"), Path.Combine(work, "report.csv"));
        File.Copy(RepositoryFile.At("samples/credential-report.csv"), Path.Combine(work, "inbox/reports/report.csv"));

        await RunAsync(work, Dotnet, "tool", "install", "CredFunctions", "--version", version, "--tool-path", tools, "--source", packages);
        Task<string> CommandAsync(params string[] arguments) => RunAsync(work, Path.Combine(tools, "credfunctions"), arguments);

        version.Should().MatchRegex(@"^\d+\.\d+\.\d+(-preview)?$", "a commit in it would make evidence differ from build to build");
        (await CommandAsync("--version")).Should().Be($"credfunctions {version}\n");
        (await CommandAsync("scan", "report.csv", "--as-of", "2026-11-01T12:00:00+08:00")).Should().Contain("in 42 of 73 accounts");
        using var document = JsonDocument.Parse(await CommandAsync("scan", "report.csv", "--as-of", "2026-11-01T12:00:00+08:00", "--format", "json"));
        document.RootElement.GetProperty("schemaVersion").GetInt32().Should().BePositive();
        (await CommandAsync("scan", "report.csv", "--as-of", "2026-11-01T12:00:00+08:00", "--format", "csv")).Split('\n').Should().HaveCountGreaterThan(50);
        (await CommandAsync("completion", "bash")).Should().Contain("complete -o default -F _credfunctions credfunctions");
        await CommandAsync("watch", "inbox", "--once");
        (await CommandAsync("history", "--state", "inbox/audit.db")).Should().Contain("complete");
    }

    [Fact]
    public async Task The_image_has_no_shell_and_does_not_run_as_root()
    {
        using var properties = JsonDocument.Parse(await RunAsync(
            RepositoryFile.At(""), Dotnet, "msbuild", Project, "-t:ComputeContainerConfig",
            "-getProperty:ContainerBaseImage", "-getProperty:ContainerUser", "-getProperty:ContainerRepository", "-getProperty:ContainerWorkingDirectory"));

        properties.RootElement.GetProperty("Properties").EnumerateObject().ToDictionary(property => property.Name, property => property.Value.GetString(), StringComparer.Ordinal)
            .Should().BeEquivalentTo(new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["ContainerBaseImage"] = "mcr.microsoft.com/dotnet/runtime:10.0-noble-chiseled",
                ["ContainerUser"] = "1654",
                ["ContainerRepository"] = "credfunctions",
                ["ContainerWorkingDirectory"] = "/app/",
            });
    }

    [Theory]
    [InlineData("linux-x64")]
    [InlineData("linux-arm64")]
    [InlineData("osx-arm64")]
    [InlineData("win-x64")]
    public async Task An_archive_holds_one_file_that_needs_no_dotnet(string system)
    {
        using var properties = JsonDocument.Parse(await RunAsync(
            RepositoryFile.At(""), Dotnet, "msbuild", Project, "-p:PublishProfile=archive", $"-p:RuntimeIdentifier={system}",
            "-getProperty:SelfContained", "-getProperty:PublishSingleFile", "-getProperty:IncludeNativeLibrariesForSelfExtract"));

        properties.RootElement.GetProperty("Properties").EnumerateObject().Should().OnlyContain(property => property.Value.GetString() == "true");
        File.ReadAllText(RepositoryFile.At(".ci/package")).Should().MatchRegex($@"for system in .*\b{system}\b.*; do");
    }

    // Elsewhere it is a warning: a build must not fail tomorrow because of what was found out today.
    [Theory]
    [InlineData("true", false)]
    [InlineData("", true)]
    public async Task A_package_with_a_known_vulnerability_fails_the_build_on_github(string onGitHub, bool isTolerated)
    {
        var tolerated = await RunAsync(RepositoryFile.At(""), Dotnet, "msbuild", Project, $"-p:GITHUB_ACTIONS={onGitHub}", "-getProperty:WarningsNotAsErrors");

        foreach (var severity in (string[])["NU1901", "NU1902", "NU1903", "NU1904"])
            tolerated.Contains(severity, StringComparison.Ordinal).Should().Be(isTolerated, severity);
        tolerated.Should().Contain("NU1900", "the audit's source can be out of reach there too");
    }

    // The configuration that these tests are built in, whose command lies beside them.
    private static string BuiltConfiguration() => Directory.EnumerateDirectories(RepositoryFile.At($"{Project}/bin"))
        .Single(bin => File.Exists(Path.Combine(bin, "net10.0/credfunctions.dll"))
            && File.ReadAllBytes(Path.Combine(bin, "net10.0/credfunctions.dll")).AsSpan().SequenceEqual(
                File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "credfunctions.dll"))))
        .Split(Path.DirectorySeparatorChar)[^1];

    private static async Task<string> RunAsync(string workingDirectory, string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = workingDirectory,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["MSBUILDDISABLENODEREUSE"] = "1", ["DOTNET_NOLOGO"] = "1", ["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1" },
        };
        if (Path.IsPathRooted(Dotnet))
            start.Environment["DOTNET_ROOT"] = Path.GetDirectoryName(Dotnet);
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        process.ExitCode.Should().Be(0, "{0} {1}: {2}{3}", program, string.Join(' ', arguments), output, await errors);
        return output.ReplaceLineEndings("\n");
    }
}
