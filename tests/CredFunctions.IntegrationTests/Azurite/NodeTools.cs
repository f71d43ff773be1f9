using System.Diagnostics;

using CredFunctions.Tests.Building;

namespace CredFunctions.IntegrationTests.Azurite;

/// <summary>Node.js, and the packages that tests/package.json names.</summary>
internal static class NodeTools
{
    private static readonly SemaphoreSlim Gate = new(1);
    private static readonly TimeSpan InstallTime = TimeSpan.FromMinutes(5);

    /// <summary>The program in the PATH; null where it is in none of its folders.</summary>
    public static string? Find(string program)
    {
        var names = OperatingSystem.IsWindows() ? new[] { program + ".exe", program + ".cmd" } : [program];
        return (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .SelectMany(folder => names.Select(name => Path.Combine(folder, name)))
            .FirstOrDefault(File.Exists);
    }

    /// <summary>Installs the packages, unless they are there in the pinned versions; gives the path of a file in one of them.</summary>
    public static async Task<string> InstallAsync(string npm, string file)
    {
        await Gate.WaitAsync();
        try
        {
            // Several test projects may start at once in a fresh clone.
            await using var alone = await LockAsync(Directory.CreateDirectory(RepositoryFile.At("tests/node_modules")).FullName);
            return await InstallOnceAsync(npm, file);
        }
        finally
        {
            Gate.Release();
        }
    }

    private static async Task<FileStream> LockAsync(string folder)
    {
        var patience = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                return new FileStream(Path.Combine(folder, ".installing"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (patience.Elapsed < InstallTime)
            {
                await Task.Delay(100);
            }
        }
    }

    private static async Task<string> InstallOnceAsync(string npm, string file)
    {
        var tests = RepositoryFile.At("tests");
        var script = Path.Combine(tests, "node_modules", file);
        var wanted = await File.ReadAllTextAsync(Path.Combine(tests, "package.json"));
        var stamp = Path.Combine(tests, "node_modules", ".installed-package.json");
        if (File.Exists(script) && File.Exists(stamp) && await File.ReadAllTextAsync(stamp) == wanted)
            return script;

        var start = new ProcessStartInfo(npm, ["install", "--no-audit", "--no-fund", "--no-package-lock"])
        {
            WorkingDirectory = tests,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var install = Process.Start(start)!;
        install.StandardInput.Close();
        var said = Task.WhenAll(install.StandardOutput.ReadToEndAsync(), install.StandardError.ReadToEndAsync());
        using var patience = new CancellationTokenSource(InstallTime);
        try
        {
            await install.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException late)
        {
            install.Kill(entireProcessTree: true);
            throw new TimeoutException($"npm install in tests/ did not end within {InstallTime.TotalMinutes} minutes.", late);
        }

        if (install.ExitCode != 0 || !File.Exists(script))
            throw new InvalidOperationException($"npm install in tests/ ended with {install.ExitCode}: {string.Join('\n', await said)}");
        await File.WriteAllTextAsync(stamp, wanted);
        return script;
    }
}
