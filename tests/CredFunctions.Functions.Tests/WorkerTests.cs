using System.Diagnostics;
using System.Text.Json.Nodes;

using CredFunctions.Azure;
using CredFunctions.Tests.Building;

namespace CredFunctions.Functions.Tests;

/// <summary>The app as it was built, in a process of its own.</summary>
public sealed class WorkerTests
{
    private static readonly string App = AppOf(new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name);

    [Fact]
    public async Task Without_settings_the_app_ends_with_code_2_and_a_sentence_for_each()
    {
        var start = new ProcessStartInfo("dotnet", [
            App, "--functions-uri", "http://127.0.0.1:1", "--functions-worker-id", "worker", "--functions-request-id", "request",
            "--functions-grpc-max-message-length", "2147483647"])
        {
            UseShellExecute = false,
            RedirectStandardError = true,
        };
        foreach (var name in new[] { SettingNames.ServiceBus, SettingNames.ServiceBusNamespace, SettingNames.SweepSchedule, SettingNames.ReportStorage })
            start.Environment.Remove(name);

        using var process = Process.Start(start)!;
        var errors = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        process.ExitCode.Should().Be(2, errors);
        errors.TrimEnd().Split('\n').Select(line => line.Split(' ')[0]).Should().BeEquivalentTo(
            SettingNames.ReportStorageQueueUri, SettingNames.ServiceBusNamespace, SettingNames.SweepSchedule);
    }

    [Fact]
    public async Task The_host_reads_seven_functions_with_their_bindings()
    {
        var text = await File.ReadAllTextAsync(
            Path.Combine(Path.GetDirectoryName(App)!, "functions.metadata"), TestContext.Current.CancellationToken);

        JsonNode.Parse(text)!.AsArray().Select(function => (function!["name"]!.GetValue<string>(), BindingOf(function))).Should().BeEquivalentTo(
        [
            ("ReportUploaded", "blobTrigger reports/{name} ReportStorage"),
            ("ReportPoisoned", "queueTrigger webjobs-blobtrigger-poison ReportStorage"),
            ("Sweep", "timerTrigger %SweepSchedule%"),
            ("ReportResumed", "serviceBusTrigger reports ServiceBus false"),
            ("AccountFindingsReceived", "serviceBusTrigger account-findings ServiceBus false"),
            ("ReportCompletionDue", "serviceBusTrigger report-completions ServiceBus false"),
            ("NotificationDue", "serviceBusTrigger notifications ServiceBus false true"),
        ]);
    }

    private static string BindingOf(JsonNode function)
    {
        var binding = function["bindings"]!.AsArray()[0]!;
        string[] members = ["type", "path", "queueName", "schedule", "connection", "autoCompleteMessages", "isSessionsEnabled"];
        return string.Join(' ', members.Select(member => binding[member]?.ToString()).OfType<string>());
    }

    // The app runs from its own folder: the one of these tests has the runtime of theirs.
    private static string AppOf(string configuration)
    {
        string[] folders = configuration == "Azure"
            ? ["functions/bin/Azure", "functions/bin/Release"]
            : [$"tests/StandIns/FunctionApp/bin/{configuration}"];
        return folders.Select(folder => RepositoryFile.At($"{folder}/net10.0/CredFunctions.Functions.dll")).First(File.Exists);
    }
}
