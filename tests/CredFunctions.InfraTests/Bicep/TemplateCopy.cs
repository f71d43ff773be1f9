namespace CredFunctions.InfraTests.Bicep;

/// <summary>A copy of the templates that a test may write into.</summary>
public sealed class TemplateCopy : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("credfunctions-infra-").FullName;

    public TemplateCopy()
    {
        var infra = RepositoryFile.At("infra");
        foreach (var file in Directory.EnumerateFiles(infra, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(folder, Path.GetRelativePath(infra, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }

    public string At(string path) => Path.Combine(folder, path);

    /// <summary>Makes a change in one place of one file.</summary>
    public void Replace(string path, string find, string replacement)
    {
        var text = File.ReadAllText(At(path));
        text.Split(find).Should().HaveCount(2, $"{path} should have this once: {find}");
        File.WriteAllText(At(path), text.Replace(find, replacement, StringComparison.Ordinal));
    }

    /// <summary>Makes an interface that is not the newest that a compiler knows a diagnostic. Users do not have that.</summary>
    public void RequireNewestInterfaces() => Replace(
        "bicepconfig.json",
        "\"use-recent-api-versions\": { \"level\": \"off\" }",
        "\"use-recent-api-versions\": { \"level\": \"warning\", \"maxAgeInDays\": 0, \"gracePeriodInDays\": 0 }");

    /// <summary>Lets mistakes through that the linter would stop, so that it is the tests' own checks that see them.</summary>
    public void TurnLinterOff() => File.WriteAllText(At("bicepconfig.json"), """{ "analyzers": { "core": { "enabled": false } } }""");

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
