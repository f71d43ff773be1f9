using System.Diagnostics;
using System.Reflection;
using System.Runtime.InteropServices;

namespace CredFunctions.InfraTests.Bicep;

/// <summary>The Bicep compiler, as its package has it.</summary>
public static class BicepCli
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    // What the parameter files read from the environment, so that no machine's own values get into a snapshot.
    private static readonly Dictionary<string, string?> Environment = new(StringComparer.Ordinal)
    {
        ["AZURE_ENV_NAME"] = "first",
        ["AZURE_LOCATION"] = "westeurope",
        ["AZURE_PRINCIPAL_ID"] = "11111111-1111-1111-1111-111111111111",
        ["AZURE_PRINCIPAL_TYPE"] = "User",
        ["ALERT_EMAIL"] = "security@example.com",
        ["OPERATOR_GROUP_ID"] = "22222222-2222-2222-2222-222222222222",
    };

    private static readonly string Program = Find();

    /// <summary>Skips the test where the package has no compiler for this machine.</summary>
    public static void Require() => Assert.SkipUnless(
        OperatingSystem.IsLinux() && RuntimeInformation.OSArchitecture == Architecture.X64,
        "The Bicep compiler comes from a package for Linux on x64.");

    public static async Task<BicepResult> RunAsync(params string[] arguments)
    {
        Require();
        var start = new ProcessStartInfo(Program, arguments)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in Environment)
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        using var patience = new CancellationTokenSource(Patience);
        var output = process.StandardOutput.ReadToEndAsync(patience.Token);
        var errors = process.StandardError.ReadToEndAsync(patience.Token);
        try
        {
            await process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException late)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"bicep {string.Join(' ', arguments)} did not end within {Patience.TotalMinutes} minutes.", late);
        }

        return new BicepResult(process.ExitCode, await output, await errors);
    }

    private static string Find()
    {
        var path = typeof(BicepCli).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(each => each.Key == "BicepPath").Value!
            .Replace('\\', Path.DirectorySeparatorChar);
        if (!OperatingSystem.IsWindows() && File.Exists(path))
            File.SetUnixFileMode(path, File.GetUnixFileMode(path) | UnixFileMode.UserExecute);
        return path;
    }
}
