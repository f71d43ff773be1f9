using System.Diagnostics;

namespace CredFunctions.InfraTests.Hooks;

public sealed class ShellcheckTests
{
    public static TheoryData<string> Scripts =>
        [.. Directory.EnumerateFiles(RepositoryFile.At("infra/hooks"), "*.sh").Select(file => $"infra/hooks/{Path.GetFileName(file)}"), "functions/local/run.sh", ".ci/run", ".ci/package", ".ci/release-notes"];

    [Theory]
    [MemberData(nameof(Scripts))]
    public async Task Shellcheck_has_nothing_to_say(string script)
    {
        var program = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Select(folder => Path.Combine(folder, "shellcheck")).FirstOrDefault(File.Exists);
        Assert.SkipWhen(program is null, "shellcheck is not installed.");
        var start = new ProcessStartInfo(program, ["-x", script]) { WorkingDirectory = RepositoryFile.At("."), RedirectStandardOutput = true, UseShellExecute = false };
        using var process = Process.Start(start)!;

        var said = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        process.ExitCode.Should().Be(0, said);
    }

    [Fact]
    public void The_hooks_that_azd_runs_are_there_and_may_be_run()
    {
        var named = File.ReadLines(RepositoryFile.At("azure.yaml")).Select(line => line.Trim()).Where(line => line.StartsWith("run: ", StringComparison.Ordinal)).Select(line => line["run: ".Length..]).ToList();

        named.Should().NotBeEmpty().And.OnlyContain(hook => File.Exists(RepositoryFile.At(hook)));
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no bit for what may be run.");
        if (!OperatingSystem.IsWindows())
        {
            foreach (var hook in named)
                File.GetUnixFileMode(RepositoryFile.At(hook)).Should().HaveFlag(UnixFileMode.UserExecute, hook);
        }
    }
}
