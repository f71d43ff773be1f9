using System.Text.Json;

namespace CredFunctions.InfraTests.Bicep;

/// <summary>Something that the compiler or its linter has to say, at any level.</summary>
public sealed record Diagnostic(string Rule, string Level, string Message)
{
    /// <summary>Lints a file and all that it uses. The exit code says little: an unknown property is a warning.</summary>
    public static async Task<IReadOnlyList<Diagnostic>> OfAsync(string file, string compiler = BicepCli.Current)
    {
        var result = await BicepCli.RunAsync(compiler, ["lint", file, "--diagnostics-format", "sarif"]);
        return Read(result.Output.Length > 0 ? result.Output : result.Errors);
    }

    public static IReadOnlyList<Diagnostic> Read(string sarif)
    {
        using var document = JsonDocument.Parse(sarif);
        return [.. document.RootElement.GetProperty("runs").EnumerateArray()
            .SelectMany(run => run.GetProperty("results").EnumerateArray())
            .Select(result => new Diagnostic(
                result.GetProperty("ruleId").GetString()!,
                result.TryGetProperty("level", out var level) ? level.GetString()! : "warning",
                result.GetProperty("message").GetProperty("text").GetString()!))];
    }
}
