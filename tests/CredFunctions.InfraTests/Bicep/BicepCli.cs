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
        ["SECRET_SETTINGS"] = "CHANNEL_TEAMS_URL  CHANNEL_SMTP_PASSWORD ",
        ["ALERT_EMAIL"] = "security@example.com",
        ["BUDGET_START_DATE"] = "2027-01-01",
        ["UPLOADERS_GROUP_ID"] = "22222222-0000-0000-0000-000000000001",
        ["OPERATORS_GROUP_ID"] = "22222222-0000-0000-0000-000000000002",
        ["POLICY_KEEPERS_GROUP_ID"] = "22222222-0000-0000-0000-000000000003",
        ["EVIDENCE_READERS_GROUP_ID"] = "22222222-0000-0000-0000-000000000004",
        ["SECRET_OFFICERS_GROUP_ID"] = "22222222-0000-0000-0000-000000000005",
        ["DEPLOYERS_GROUP_ID"] = "22222222-0000-0000-0000-000000000006",
    };

    /// <summary>The compiler that the tests use, and those before it that the templates must suit as well.</summary>
    public const string Current = "0.49.2";

    public static readonly string[] Earlier = ["0.47.16", "0.48.1"];

    /// <summary>Skips the test where the package has no compiler for this machine.</summary>
    public static void Require() => Assert.SkipUnless(
        OperatingSystem.IsLinux() && RuntimeInformation.OSArchitecture == Architecture.X64,
        "The Bicep compiler comes from a package for Linux on x64.");

    public static Task<BicepResult> RunAsync(params string[] arguments) => RunAsync(Current, arguments);

    public static async Task<BicepResult> RunAsync(string version, string[] arguments)
    {
        Require();
        var start = new ProcessStartInfo(ProgramOf(version), arguments)
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

    private static string ProgramOf(string version)
    {
        var packages = typeof(BicepCli).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(each => each.Key == "BicepPackages").Value!;
        var path = Path.Combine(packages, version, "tools", "bicep");
        if (!OperatingSystem.IsWindows() && !File.GetUnixFileMode(path).HasFlag(UnixFileMode.UserExecute))
            File.SetUnixFileMode(path, File.GetUnixFileMode(path) | UnixFileMode.UserExecute);
        return path;
    }
}
