using CredFunctions.Tests.Building;

namespace CredFunctions.Tests;

/// <summary>The filter of docs/contributing.md leaves out what takes long, and the nightly workflow tries more of it.</summary>
public sealed class FastFilterTests
{
    private static readonly string[] Slow = ["new WatchProcess(", "WatchProcess.With(", "WatchByTheClock(", "RandomRuns.Times("];

    [Fact]
    public void Contributing_names_the_filter() =>
        File.ReadAllText(RepositoryFile.At("docs/contributing.md")).Should().Contain($"--filter-not-trait {Speed.Trait}={Speed.Slow}");

    [Fact]
    public void Every_class_that_watches_in_a_process_or_tries_random_cases_is_left_out_by_it() =>
        Classes().Where(file => Array.Exists(Slow, file.Text.Contains) && !file.Text.Contains("[Trait(Speed.Trait, Speed.Slow)]", StringComparison.Ordinal))
            .Select(file => file.Name).Should().BeEmpty();

    [Theory]
    [InlineData("CREDFUNCTIONS_RANDOM_SEED")]
    [InlineData("CREDFUNCTIONS_RANDOM_FACTOR")]
    [InlineData("CREDFUNCTIONS_FAULTS")]
    public void The_nightly_workflow_and_contributing_know_what_the_random_tests_read(string variable)
    {
        File.ReadAllText(RepositoryFile.At("tests/CredFunctions.Tests/Building/RandomRuns.cs")).Should().Contain($"\"{variable}\"");
        File.ReadAllText(RepositoryFile.At(".github/workflows/nightly.yml")).Should().Contain($"{variable}: ");
        File.ReadAllText(RepositoryFile.At("docs/contributing.md")).Should().Contain($"`{variable}");
    }

    private static IEnumerable<(string Name, string Text)> Classes() =>
        from path in Directory.EnumerateFiles(RepositoryFile.At("tests/CredFunctions.Tests"), "*.cs", SearchOption.AllDirectories)
        let text = File.ReadAllText(path)
        where Path.GetFileName(path) != $"{nameof(FastFilterTests)}.cs" && (text.Contains("[Fact", StringComparison.Ordinal) || text.Contains("[Theory", StringComparison.Ordinal))
        select (Path.GetFileName(path), text);
}
