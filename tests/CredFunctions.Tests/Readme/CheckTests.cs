using CredFunctions.Tests.Building;

namespace CredFunctions.Tests.Readme;

/// <summary>What checks a change is one script, wherever it runs.</summary>
public sealed class CheckTests
{
    private const string Script = ".ci/run";

    [Fact]
    public void Script_can_be_started()
    {
        File.ReadAllText(RepositoryFile.At(Script)).Should().StartWith("#!/usr/bin/env bash\n");
        if (!OperatingSystem.IsWindows())
            File.GetUnixFileMode(RepositoryFile.At(Script)).Should().HaveFlag(UnixFileMode.UserExecute);
    }

    [Fact]
    public void Workflow_runs_the_script() => File.ReadAllText(RepositoryFile.At(".github/workflows/ci.yml")).Should().Contain($"- run: {Script}\n");

    // A tag can be moved to other code, a commit cannot.
    [Fact]
    public void Workflow_uses_actions_by_commit() => File.ReadAllText(RepositoryFile.At(".github/workflows/ci.yml")).Split('\n')
        .Where(line => line.Contains("uses:", StringComparison.Ordinal)).Should().NotBeEmpty()
        .And.OnlyContain(line => System.Text.RegularExpressions.Regex.IsMatch(line, "@[0-9a-f]{40} # v[0-9.]+$"));
}
