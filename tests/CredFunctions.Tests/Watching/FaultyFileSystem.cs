using System.Diagnostics;
using System.Globalization;

using CredFunctions.Tests.Building;
using CredFunctions.Tests.Cli;

namespace CredFunctions.Tests.Watching;

/// <summary>
/// The library of FaultyFileSystem.c, compiled: what is started with its <see cref="Environment"/> meets a fault at one of its
/// calls to the file system, or is killed there.
/// </summary>
internal sealed class FaultyFileSystem : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public FaultyFileSystem()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Calls are intercepted on Linux alone.");
        var compiler = new[] { "/usr/bin/gcc", "/usr/local/bin/gcc", "/usr/bin/cc" }.FirstOrDefault(File.Exists);
        Assert.SkipWhen(compiler is null, "There is no C compiler to build the intercepting library with.");
        var source = RepositoryFile.At("tests/CredFunctions.Tests/Watching/FaultyFileSystem.c");
        using var build = Process.Start(compiler, ["-shared", "-fPIC", "-O1", "-o", Library, source, "-ldl"]);
        build.WaitForExit();
        build.ExitCode.Should().Be(0);
    }

    /// <summary>The calls of the last process, in their order: number, call and path, and whether it failed.</summary>
    public string[] Calls => File.Exists(Log) ? File.ReadAllLines(Log) : [];

    private string Library => Path.Combine(folder.Path, "faulty.so");

    private string Log => Path.Combine(folder.Path, "calls.log");

    /// <summary>The environment of a process that works below a folder.</summary>
    /// <param name="root">Only calls below this folder are counted.</param>
    /// <param name="at">The number of the call that fails, from 1; null for none.</param>
    /// <param name="error">The number of the error that it fails with.</param>
    /// <param name="lasts">Whether every call from there on fails.</param>
    /// <param name="kills">Whether the process dies at the call, as by SIGKILL, in place of the error.</param>
    public IReadOnlyDictionary<string, string> Environment(string root, int? at, int error = 0, bool lasts = false, bool kills = false)
    {
        File.Delete(Log);
        var environment = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["LD_PRELOAD"] = Library,
            ["FAULT_ROOT"] = root,
            ["FAULT_LOG"] = Log,
            ["FAULT_ERROR"] = error.ToString(CultureInfo.InvariantCulture),
        };
        if (at is { } number)
            environment["FAULT_AT"] = number.ToString(CultureInfo.InvariantCulture);
        if (lasts)
            environment["FAULT_LASTS"] = "1";
        if (kills)
            environment["FAULT_KILLS"] = "1";
        return environment;
    }

    public void Dispose() => folder.Dispose();
}
