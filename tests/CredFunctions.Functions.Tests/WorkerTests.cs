using System.Text;
using System.Text.Json.Nodes;

using CredFunctions.Azure;
using CredFunctions.Azure.Inbox;
using CredFunctions.Azure.Messages;
using CredFunctions.Functions.Tests.Hosting;
using CredFunctions.Functions.Tests.Hosting.Rpc;
using CredFunctions.Functions.Tests.ServiceBus;
using CredFunctions.Ports;
using CredFunctions.Tests.Building;

namespace CredFunctions.Functions.Tests;

/// <summary>The app as it was built, in a process of its own, which a host on this machine serves.</summary>
public sealed class WorkerTests
{
    private static readonly (string Function, string Binding)[] Bindings =
    [
        ("ReportUploaded", "blobTrigger reports/{name} ReportStorage"),
        ("ReportPoisoned", "queueTrigger webjobs-blobtrigger-poison ReportStorage"),
        ("Sweep", "timerTrigger %SweepSchedule%"),
        ("ReportResumed", "serviceBusTrigger reports ServiceBus false"),
        ("AccountFindingsReceived", "serviceBusTrigger account-findings ServiceBus false"),
        ("ReportCompletionDue", "serviceBusTrigger report-completions ServiceBus false"),
        ("NotificationDue", "serviceBusTrigger notifications ServiceBus false true"),
    ];

    [Fact]
    public async Task Without_settings_the_app_ends_with_code_2_and_a_sentence_for_each()
    {
        using var process = BuiltFunctionApp.Start("http://127.0.0.1:1");
        var errors = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        process.ExitCode.Should().Be(2, errors);
        errors.TrimEnd().Split('\n').Select(line => line.Split(' ')[0]).Should().BeEquivalentTo(
            SettingNames.ReportStorageQueueUri, SettingNames.ServiceBusNamespace, SettingNames.SweepSchedule);
    }

    [Fact]
    public async Task The_host_reads_seven_functions_with_their_bindings()
    {
        var text = await File.ReadAllTextAsync(Path.Combine(BuiltFunctionApp.Folder, "functions.metadata"), TestContext.Current.CancellationToken);

        JsonNode.Parse(text)!.AsArray().Select(function => (function!["name"]!.GetValue<string>(), BindingOf(function["bindings"]!.AsArray()[0]!)))
            .Should().BeEquivalentTo(Bindings);
    }

    [Fact]
    public async Task The_worker_loads_seven_functions_and_serves_an_upload_a_sweep_and_a_poisoned_report()
    {
        await using var app = await ServedFunctionApp.StartAsync();
        app.Functions.Select(function => (function.Name, BindingOf(JsonNode.Parse(function.RawBindings.Should().ContainSingle().Subject)!)))
            .Should().BeEquivalentTo(Bindings);

        await app.UploadAsync("acme/november.csv", RepositoryFile.At("samples/credential-report.csv"));
        app.Host.Succeeded(await app.UploadedAsync("acme/november.csv"));
        var chunks = await TakeAsync(app.Bus, PipelineMessages.AccountFindings, until: PipelineMessages.Completions);
        chunks.Sum(chunk => chunk.Message.Accounts.Count).Should().Be(73);
        chunks.Should().OnlyContain(chunk => chunk.Message.Source == "acme" && chunk.ScheduledFor == null);

        await app.UploadAsync("beta/lost-event.csv", RepositoryFile.At("samples/credential-report.csv"));
        app.Host.Succeeded(await app.Host.InvokeAsync("Sweep", "timer", new TypedData { Json = """{"Schedule":{"AdjustForDST":true},"IsPastDue":false}""" }));
        var swept = await NextAsync(app.Bus, PipelineMessages.Reports);
        swept.Message.Should().Be(new ReportMessage("beta", "lost-event.csv"));

        var before = DateTimeOffset.UtcNow;
        app.Host.Succeeded(await app.Host.InvokeAsync("ReportPoisoned", "message", new TypedData
        {
            String = """{"Type":"BlobTrigger","FunctionId":"Host.Functions.ReportUploaded","BlobType":"BlockBlob","ContainerName":"reports","BlobName":"acme/2026/x.csv","ETag":"\"0x8D\""}""",
        }));
        var poisoned = await NextAsync(app.Bus, PipelineMessages.Reports);
        poisoned.Message.Should().Be(new ReportMessage("acme", "2026/x.csv"));
        poisoned.ScheduledFor.Should().BeAfter(before + BlobArrivals.Rest - TimeSpan.FromMilliseconds(1), "AMQP drops what is less than a millisecond")
            .And.BeBefore(DateTimeOffset.UtcNow + BlobArrivals.Rest + TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task An_upload_that_the_host_cancels_fails_at_once_and_loses_nothing_when_its_event_comes_again()
    {
        await using var app = await ServedFunctionApp.StartAsync(new { drops = "answer", times = 1 });
        await app.UploadAsync("acme/november.csv", RepositoryFile.At("samples/credential-report.csv"));

        var result = await app.UploadedAsync("acme/november.csv", cancelling: app.Bus.NextAsync());

        result.Status.Should().NotBe(StatusResult.Types.Status.Success, "the host retries an event whose function did not end well");

        app.Host.Succeeded(await app.UploadedAsync("acme/november.csv"));
        var chunks = await TakeAsync(app.Bus, PipelineMessages.AccountFindings, until: PipelineMessages.Completions);
        chunks.Sum(chunk => chunk.Message.Accounts.Count).Should().Be(73);
    }

    private static async Task<(TMessage Message, DateTimeOffset? ScheduledFor)> NextAsync<TMessage>(ServiceBusBroker bus, MessageKind<TMessage> kind)
        where TMessage : class
    {
        var transfer = await bus.NextAsync();
        transfer.Queue.Should().Be(kind.Queue);
        return Read(kind, transfer.Messages.Should().ContainSingle().Subject);
    }

    private static async Task<List<(TMessage Message, DateTimeOffset? ScheduledFor)>> TakeAsync<TMessage, TLast>(
        ServiceBusBroker bus, MessageKind<TMessage> kind, MessageKind<TLast> until)
        where TMessage : class
        where TLast : class
    {
        var taken = new List<(TMessage, DateTimeOffset?)>();
        for (var transfer = await bus.NextAsync(); transfer.Queue != until.Queue; transfer = await bus.NextAsync())
        {
            transfer.Queue.Should().Be(kind.Queue);
            taken.AddRange(transfer.Messages.Select(message => Read(kind, message)));
        }

        return taken;
    }

    private static (TMessage Message, DateTimeOffset? ScheduledFor) Read<TMessage>(MessageKind<TMessage> kind, ServiceBusBroker.TransferredMessage message)
        where TMessage : class
    {
        var (read, fault) = kind.Decode(Encoding.UTF8.GetBytes(message.Body!));
        fault.Should().BeNull();
        return (read!, message.ScheduledFor);
    }

    private static string BindingOf(JsonNode binding)
    {
        string[] members = ["type", "path", "queueName", "schedule", "connection", "autoCompleteMessages", "isSessionsEnabled"];
        return string.Join(' ', members.Select(member => binding[member]?.ToString()).OfType<string>());
    }
}
