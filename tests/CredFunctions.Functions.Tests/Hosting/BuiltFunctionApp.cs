using System.Diagnostics;

using CredFunctions.Azure;
using CredFunctions.Tests.Building;

namespace CredFunctions.Functions.Tests.Hosting;

/// <summary>The app as it was built, which runs in a process of its own.</summary>
internal static class BuiltFunctionApp
{
    private static readonly string Assembly = AssemblyOf(new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name);

    public static string Folder { get; } = Path.GetDirectoryName(Assembly)!;

    /// <summary>Starts the app as the platform does.</summary>
    /// <param name="hostUrl">The host that it connects to.</param>
    /// <param name="settings">The settings that it has; it has no others.</param>
    public static Process Start(string hostUrl, params (string Name, string Value)[] settings)
    {
        var start = new ProcessStartInfo("dotnet", [
            Assembly, "--functions-uri", hostUrl, "--functions-worker-id", "worker", "--functions-request-id", "request",
            "--functions-grpc-max-message-length", "2147483647"])
        {
            UseShellExecute = false,
            RedirectStandardError = true,
            Environment = { ["FUNCTIONS_WORKER_DIRECTORY"] = Folder, ["FUNCTIONS_APPLICATION_DIRECTORY"] = Folder },
        };
        foreach (var name in new[] { SettingNames.ServiceBus, SettingNames.ServiceBusNamespace, SettingNames.SweepSchedule, SettingNames.ReportStorage })
            start.Environment.Remove(name);
        foreach (var (name, value) in settings)
            start.Environment[name] = value;
        return Process.Start(start)!;
    }

    // The app runs from its own folder: the one of these tests has the runtime of theirs.
    private static string AssemblyOf(string configuration)
    {
        string[] folders = configuration == "Azure"
            ? ["functions/bin/Azure", "functions/bin/Release"]
            : [$"tests/StandIns/FunctionApp/bin/{configuration}"];
        return folders.Select(folder => RepositoryFile.At($"{folder}/net10.0/CredFunctions.Functions.dll")).First(File.Exists);
    }
}
