using Azure;
using Azure.Core.Amqp;
using Azure.Messaging.ServiceBus;
using Azure.Storage.Blobs;

using CredFunctions.Azure;
using CredFunctions.Azure.Inbox;
using CredFunctions.Azure.Messages;
using CredFunctions.Functions.Tests.Hosting;
using CredFunctions.Functions.Triggers;
using CredFunctions.Pipeline;
using CredFunctions.Ports;
using CredFunctions.Runs;
using CredFunctions.Tests.Pipeline;
using CredFunctions.Tests.Pipeline.Transport;

using Microsoft.Azure.Functions.Worker;

using Stories = CredFunctions.Tests.Pipeline.Reports;

namespace CredFunctions.Functions.Tests;

public sealed class TriggerTests : IDisposable
{
    private readonly HostedFunctionApp app = new();

    public static TheoryData<string> Queues => [.. ResourceNames.Queues];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => app.Dispose();

    [Fact]
    public async Task An_uploaded_report_goes_through_every_function_to_its_channels()
    {
        app.Inbox.Upload("first.csv", Stories.First, Stories.Day(0));

        await app.Function<ReportUploaded>().RunAsync(BlobOf("acme/first.csv"), Cancellation);
        var settled = await app.WorkAsync();

        (await StatusOfAsync(Stories.First, Stories.Day(0))).Should().Be(ReportStatus.Complete);
        settled.Should().OnlyContain(how => how == "complete");
        app.Desk.Arrived.Should().HaveCount(3, "a first report is one digest on each of the three channels of its routes");
    }

    [Fact]
    public async Task A_report_that_waited_is_started_by_the_one_before_it()
    {
        app.Inbox.Upload("first.csv", Stories.First, Stories.Day(0));
        app.Inbox.Upload("second.csv", Stories.Second, Stories.Day(1));
        await app.Function<ReportUploaded>().RunAsync(BlobOf("acme/first.csv"), Cancellation);
        await app.Function<ReportUploaded>().RunAsync(BlobOf("acme/second.csv"), Cancellation);
        (await StatusOfAsync(Stories.Second, Stories.Day(1))).Should().Be(ReportStatus.Waiting);

        await app.WorkAsync();

        (await StatusOfAsync(Stories.Second, Stories.Day(1))).Should().Be(ReportStatus.Complete);
    }

    [Fact]
    public async Task A_file_that_is_no_report_is_rejected_with_its_reason()
    {
        app.Inbox.Upload("empty.csv", [], Stories.Day(0));

        await app.Function<ReportUploaded>().RunAsync(BlobOf("acme/empty.csv"), Cancellation);

        app.Inbox.Rejected.Should().ContainKey("empty.csv").WhoseValue.Should().Contain("empty");
    }

    [Fact]
    public async Task The_marker_of_a_folder_is_no_report()
    {
        await app.Function<ReportUploaded>().RunAsync(BlobOf("acme/2026/"), Cancellation);

        app.Bus.Sendings.Should().BeEmpty();
        (await app.Store.ReadLaneAsync("acme", Cancellation)).Version.Should().BeNull();
    }

    [Fact]
    public async Task An_upload_is_retried_through_the_queue_when_storage_is_unavailable()
    {
        app.Inbox.Upload("first.csv", Stories.First, Stories.Day(0));
        app.Policies.Failure = new RequestFailedException(503, "busy");

        await app.Function<ReportUploaded>().RunAsync(BlobOf("acme/first.csv"), Cancellation);

        var copy = app.Bus.Sent(ResourceNames.ReportsQueue).Should().ContainSingle().Subject;
        copy.ScheduledEnqueueTime.Should().BeAfter(app.Time.GetUtcNow());
        PipelineMessages.Reports.Decode(copy.Body.ToMemory().Span).Message.Should().Be(new ReportMessage("acme", "first.csv", Attempt: 1));
        app.Policies.Failure = null;
        await app.WorkAsync();
        (await StatusOfAsync(Stories.First, Stories.Day(0))).Should().Be(ReportStatus.Complete);
    }

    [Fact]
    public async Task An_upload_that_meets_something_unexpected_fails_so_that_it_is_counted()
    {
        app.Inbox.Upload("first.csv", Stories.First, Stories.Day(0));
        app.Policies.Failure = new InvalidOperationException("unexpected");

        var run = () => app.Function<ReportUploaded>().RunAsync(BlobOf("acme/first.csv"), Cancellation);

        await run.Should().ThrowAsync<InvalidOperationException>();
    }

    [Theory]
    [MemberData(nameof(Queues))]
    public async Task A_message_that_cannot_be_read_is_dead_lettered_with_reason_and_description(string queue)
    {
        (await app.ReceiveAsync(queue, new ServiceBusMessage("<xml/>"), Cancellation))
            .Should().Equal("dead-letter unreadable-message: It is not JSON: see line 1, byte 1.");
        (await app.ReceiveAsync(queue, new ServiceBusMessage("""{"schemaVersion":9}"""), Cancellation))
            .Should().Equal("dead-letter unreadable-message: Its schemaVersion is 9; this version of CredFunctions reads 1.");
    }

    [Theory]
    [MemberData(nameof(Queues))]
    public async Task A_message_with_an_amqp_value_is_dead_lettered_at_once(string queue)
    {
        foreach (var body in new[] { AmqpMessageBody.FromValue("{}"), AmqpMessageBody.FromSequence([["{}"]]) })
        {
            var received = ServiceBusReceivedMessage.FromAmqpMessage(new AmqpAnnotatedMessage(body) { Header = { DeliveryCount = 1 } }, BinaryData.FromBytes(Guid.NewGuid().ToByteArray()));

            (await app.ReceiveAsync(queue, received, Cancellation))
                .Should().Equal("dead-letter unreadable-message: Its body is an AMQP value or sequence; a message has a body of bytes.");
        }
    }

    [Fact]
    public async Task A_message_of_a_run_that_is_not_active_is_settled_without_effect()
    {
        await app.Policies.CurrentAsync(Cancellation);

        (await app.ReceiveAsync(ResourceNames.ReportCompletionsQueue, MessageOf(PipelineMessages.Completions, Samples.Completion), Cancellation)).Should().Equal("complete");
        (await app.ReceiveAsync(ResourceNames.NotificationsQueue, MessageOf(PipelineMessages.Notifications, Samples.Notification), Cancellation)).Should().Equal("complete");
        (await app.ReceiveAsync(ResourceNames.ReportsQueue, MessageOf(PipelineMessages.Reports, Samples.Report), Cancellation)).Should().Equal("complete");

        app.Bus.Sendings.Should().BeEmpty();
        app.Desk.Arrived.Should().BeEmpty();
    }

    [Fact]
    public async Task An_unavailable_service_schedules_a_copy_and_completes_the_message()
    {
        app.Policies.Failure = new RequestFailedException(429, "slow down");

        (await app.ReceiveAsync(ResourceNames.AccountFindingsQueue, MessageOf(PipelineMessages.AccountFindings, Samples.AccountFindings()), Cancellation)).Should().Equal("complete");

        var copy = app.Bus.Sent(ResourceNames.AccountFindingsQueue).Should().ContainSingle().Subject;
        copy.MessageId.Should().Be($"{Samples.ReportId}/2/7/7");
        copy.ScheduledEnqueueTime.Should().Be(app.Time.GetUtcNow() + new PipelineLimits().DelayOf(6));
    }

    [Fact]
    public async Task A_service_unavailable_for_two_days_leads_to_a_dead_letter()
    {
        app.Policies.Failure = new RequestFailedException(503, "gone");
        var last = Samples.AccountFindings() with { Attempt = new PipelineLimits().MaxAttempts - 1 };

        (await app.ReceiveAsync(ResourceNames.AccountFindingsQueue, MessageOf(PipelineMessages.AccountFindings, last), Cancellation))
            .Should().Equal("dead-letter gave-up: It failed 600 times, the last time because of this: RequestFailedException.");
    }

    [Fact]
    public async Task An_unexpected_failure_settles_nothing_so_that_the_broker_counts_it()
    {
        app.Policies.Failure = new InvalidOperationException("unexpected");

        var receive = () => app.ReceiveAsync(ResourceNames.AccountFindingsQueue, MessageOf(PipelineMessages.AccountFindings, Samples.AccountFindings()), Cancellation);

        await receive.Should().ThrowAsync<InvalidOperationException>();
        app.Bus.Sendings.Should().BeEmpty();
    }

    [Fact]
    public async Task An_unexpected_failure_in_the_tenth_delivery_leads_to_a_dead_letter()
    {
        app.Policies.Failure = new InvalidOperationException("unexpected");

        (await app.ReceiveAsync(ResourceNames.AccountFindingsQueue, MessageOf(PipelineMessages.AccountFindings, Samples.AccountFindings()), deliveryCount: 10, Cancellation))
            .Should().Equal("dead-letter kept-failing: It failed unexpectedly in delivery 10, because of this: InvalidOperationException.");
    }

    // The lock ends after five minutes, so a day without storage and with a full queue is 288 deliveries.
    [Fact]
    public async Task A_message_whose_copy_service_bus_refuses_for_a_day_is_left_to_its_lock_and_handled_after_it()
    {
        app.Inbox.Upload("first.csv", Stories.First, Stories.Day(0));
        await app.Function<ReportUploaded>().RunAsync(BlobOf("acme/first.csv"), Cancellation);
        var chunk = app.Bus.Sent(ResourceNames.AccountFindingsQueue).First();
        app.Policies.Failure = new RequestFailedException(403, "no role");
        app.Bus.Failure = new ServiceBusException("full", ServiceBusFailureReason.QuotaExceeded);
        for (var delivery = 1; delivery <= 288; delivery++)
        {
            (await app.ReceiveAsync(ResourceNames.AccountFindingsQueue, chunk, delivery, Cancellation)).Should().BeEmpty();
        }

        app.Policies.Failure = app.Bus.Failure = null;

        (await app.ReceiveAsync(ResourceNames.AccountFindingsQueue, chunk, deliveryCount: 289, Cancellation)).Should().Equal("complete");
    }

    [Fact]
    public async Task An_app_that_has_to_stop_abandons_its_message()
    {
        using var stop = new CancellationTokenSource();
        await stop.CancelAsync();
        app.Policies.Failure = new OperationCanceledException(stop.Token);

        (await app.ReceiveAsync(ResourceNames.AccountFindingsQueue, MessageOf(PipelineMessages.AccountFindings, Samples.AccountFindings()), stop.Token)).Should().Equal("abandon");
    }

    [Fact]
    public async Task A_full_or_busy_service_bus_passes_too()
    {
        app.Inbox.Upload("first.csv", Stories.First, Stories.Day(0));
        app.Policies.Failure = new ServiceBusException("full", ServiceBusFailureReason.QuotaExceeded);
        await app.Function<ReportUploaded>().RunAsync(BlobOf("acme/first.csv"), Cancellation);
        app.Policies.Failure = new ServiceBusException("busy", ServiceBusFailureReason.ServiceBusy);
        await app.Function<ReportUploaded>().RunAsync(BlobOf("acme/first.csv"), Cancellation);

        app.Bus.Sent(ResourceNames.ReportsQueue).Should().HaveCount(2);
    }

    [Fact]
    public async Task The_sweep_finds_a_report_whose_event_was_lost()
    {
        app.Inbox.Upload("first.csv", Stories.First, Stories.Day(0));

        await app.Function<Sweep>().RunAsync(new TimerInfo(), Cancellation);
        await app.WorkAsync();

        (await StatusOfAsync(Stories.First, Stories.Day(0))).Should().Be(ReportStatus.Complete);
    }

    [Fact]
    public async Task A_report_that_its_trigger_failed_on_is_ingested_again()
    {
        const string Poison = """{"Type":"BlobTrigger","FunctionId":"Host.Functions.ReportUploaded","BlobType":"BlockBlob","ContainerName":"reports","BlobName":"acme/2026/x.csv","ETag":"\"0x8D\""}""";

        await app.Function<ReportPoisoned>().RunAsync(Poison, Cancellation);

        var message = app.Bus.Sent(ResourceNames.ReportsQueue).Should().ContainSingle().Subject;
        message.ScheduledEnqueueTime.Should().Be(app.Time.GetUtcNow() + BlobArrivals.Rest);
        PipelineMessages.Reports.Decode(message.Body.ToMemory().Span).Message.Should().Be(new ReportMessage("acme", "2026/x.csv"));
    }

    private async Task<ReportStatus> StatusOfAsync(StoryReport report, DateTimeOffset asOf) =>
        (await app.Store.ReadReportAsync("acme", report.IdAt(asOf), Cancellation))!.Status;

    private static ServiceBusMessage MessageOf<TMessage>(MessageKind<TMessage> kind, TMessage message)
        where TMessage : class => new(kind.Encode(message).Body);

    private static BlobClient BlobOf(string name) =>
        new BlobContainerClient("UseDevelopmentStorage=true", ResourceNames.ReportsContainer).GetBlobClient(name);
}
