using System.Text;

using Azure.Messaging.ServiceBus;

using CredFunctions.Azure;
using CredFunctions.Azure.Messages;
using CredFunctions.Functions.ServiceBus;
using CredFunctions.Functions.Tests.ServiceBus;
using CredFunctions.Ports;
using CredFunctions.Tests.Pipeline;
using CredFunctions.Tests.Pipeline.Transport;

namespace CredFunctions.Functions.Tests;

/// <summary>The queues over AMQP: what the client of Service Bus writes is read by a broker that shares no code with it.</summary>
public sealed class WireTests
{
    private readonly Clock time = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_kind_of_message_arrives_as_it_was_meant()
    {
        await using var broker = await ServiceBusBroker.StartAsync();
        await using var client = Connect(broker);
        var queues = QueuesOn(client);
        var delay = TimeSpan.FromMinutes(3);

        await queues.SendAsync(Samples.Report, delay, Cancellation);
        await queues.SendAsync(Samples.AccountFindings(), delay, Cancellation);
        await queues.SendAsync(Samples.Completion, delay, Cancellation);
        await queues.SendAsync(Samples.Notification, delay, Cancellation);

        await ArrivesAsync(broker, PipelineMessages.Reports, Samples.Report, "report");
        await ArrivesAsync(broker, PipelineMessages.AccountFindings, Samples.AccountFindings(), "account-findings");
        await ArrivesAsync(broker, PipelineMessages.Completions, Samples.Completion, "report-completion");
        await ArrivesAsync(broker, PipelineMessages.Notifications, Samples.Notification, "notification");
    }

    [Fact]
    public async Task A_message_for_at_once_has_no_schedule_and_one_without_order_no_session()
    {
        await using var broker = await ServiceBusBroker.StartAsync();
        await using var client = Connect(broker);

        await QueuesOn(client).SendAsync(Samples.Completion, TimeSpan.Zero, Cancellation);

        var message = (await broker.NextAsync()).Messages.Should().ContainSingle().Subject;
        message.ScheduledFor.Should().BeNull();
        message.SessionId.Should().BeNull();
    }

    [Fact]
    public async Task Chunks_arrive_in_order_in_batches_of_the_announced_size()
    {
        const int BatchBytes = 8 * 1024;
        await using var broker = await ServiceBusBroker.StartAsync(new { batchBytes = BatchBytes });
        await using var client = Connect(broker);

        await QueuesOn(client).SendAsync(Chunks(24), Cancellation);

        var arrived = new List<ServiceBusBroker.Transfer>();
        while (arrived.Sum(transfer => transfer.Messages.Count) < 24)
            arrived.Add(await broker.NextAsync());
        arrived.Should().HaveCountGreaterThan(1).And.OnlyContain(transfer => transfer.IsBatch && transfer.Bytes <= BatchBytes);
        arrived.SelectMany(transfer => transfer.Messages).Select(message => message.MessageId)
            .Should().Equal(Chunks(24).Select(chunk => $"{Samples.ReportId}/2/{chunk.Chunk}/6"));
    }

    // https://github.com/Azure/azure-sdk-for-net/issues/44261
    [Fact]
    public async Task A_chunk_larger_than_a_batch_arrives_alone_and_holds_up_none()
    {
        var large = Samples.AccountFindings([.. Enumerable.Repeat(Samples.Account("100000000001"), 20)]) with { Chunk = 1 };
        await using var broker = await ServiceBusBroker.StartAsync(new { messageBytes = 1024 * 1024, batchBytes = 8 * 1024 });
        await using var client = Connect(broker);

        await QueuesOn(client).SendAsync([Chunks(1)[0], large, Chunks(1)[0]], Cancellation);

        ServiceBusBroker.Transfer[] arrived = [await broker.NextAsync(), await broker.NextAsync(), await broker.NextAsync()];
        arrived.Select(transfer => transfer.Messages.Should().ContainSingle().Subject.MessageId).Should().Equal(
            $"{Samples.ReportId}/2/0/6", $"{Samples.ReportId}/2/1/6", $"{Samples.ReportId}/2/0/6");
        PipelineMessages.AccountFindings.Decode(Encoding.UTF8.GetBytes(arrived[1].Messages[0].Body!)).Message!.Accounts.Should().HaveCount(20);
    }

    [Theory]
    [InlineData("transfer", "com.microsoft:server-busy", true)]
    [InlineData("transfer", "amqp:resource-limit-exceeded", true)]
    [InlineData("attach", "amqp:unauthorized-access", true)]
    [InlineData("attach", "com.microsoft:entity-disabled", true)]
    [InlineData("attach", "amqp:not-found", false)]
    public async Task What_the_broker_refuses_is_thrown_and_known_to_pass_or_not(string at, string condition, bool passes)
    {
        await using var broker = await ServiceBusBroker.StartAsync(new Dictionary<string, string>(StringComparer.Ordinal) { [at] = condition });
        await using var client = Connect(broker);

        (await PassesAsync(QueuesOn(client))).Should().Be(passes);
    }

    [Theory]
    [InlineData("link")]
    [InlineData("connection")]
    public async Task A_dropped_link_or_connection_passes(string dropped)
    {
        await using var broker = await ServiceBusBroker.StartAsync(new { drops = dropped });
        await using var client = Connect(broker);

        (await PassesAsync(QueuesOn(client))).Should().BeTrue();
    }

    [Theory]
    [InlineData("link")]
    [InlineData("connection")]
    public async Task A_message_whose_answer_was_lost_is_sent_again_under_the_same_id(string dropped)
    {
        await using var broker = await ServiceBusBroker.StartAsync(new { drops = dropped, times = 1 });
        await using var client = Connect(broker, retries: 3);

        await QueuesOn(client).SendAsync(Chunks(2), Cancellation);

        var (first, again) = (await broker.NextAsync(), await broker.NextAsync());
        again.Messages.Select(message => message.MessageId).Should().Equal($"{Samples.ReportId}/2/0/6", $"{Samples.ReportId}/2/1/6");
        first.Messages.Should().Equal(again.Messages);
    }

    [Fact]
    public async Task A_queue_that_comes_back_is_sent_to_through_the_same_sender()
    {
        await using var broker = await ServiceBusBroker.StartAsync(new { attach = "amqp:not-found", times = 1 });
        await using var client = Connect(broker);
        var queues = QueuesOn(client);
        (await PassesAsync(queues)).Should().BeFalse();

        await queues.SendAsync(Samples.Completion, TimeSpan.Zero, Cancellation);

        (await broker.NextAsync()).Queue.Should().Be(ResourceNames.ReportCompletionsQueue);
    }

    [Fact]
    public async Task A_name_that_cannot_be_resolved_passes()
    {
        await using var client = new ServiceBusClient("Endpoint=sb://no-such-namespace.invalid/;SharedAccessKeyName=sender;SharedAccessKey=c2VjcmV0", Retrying(0));

        (await PassesAsync(QueuesOn(client))).Should().BeTrue();
    }

    private static async Task<bool> PassesAsync(IPipelineQueues queues)
    {
        var failure = await Record.ExceptionAsync(() => queues.SendAsync(Samples.Completion, TimeSpan.Zero, Cancellation));
        failure.Should().NotBeNull();
        return new ServiceBusFailures().Include(failure);
    }

    private static List<AccountFindingsMessage> Chunks(int count) => [.. Enumerable.Range(0, count).Select(number => Samples.AccountFindings() with { Chunk = number })];

    private static ServiceBusClient Connect(ServiceBusBroker broker, int retries = 0) => new(broker.ConnectionString, Retrying(retries));

    private static ServiceBusClientOptions Retrying(int retries) => new()
    {
        RetryOptions = { Mode = ServiceBusRetryMode.Fixed, MaxRetries = retries, Delay = TimeSpan.FromMilliseconds(10), TryTimeout = TimeSpan.FromSeconds(10) },
    };

    private async Task ArrivesAsync<TMessage>(ServiceBusBroker broker, MessageKind<TMessage> kind, TMessage message, string subject)
        where TMessage : class
    {
        var meant = kind.Encode(message);
        var transfer = await broker.NextAsync();
        var arrived = transfer.Messages.Should().ContainSingle().Subject;

        transfer.Queue.Should().Be(kind.Queue);
        transfer.IsBatch.Should().BeFalse();
        // A file that is checked again has an id of its own each time.
        if (kind.Queue != ResourceNames.ReportsQueue)
            arrived.MessageId.Should().Be(meant.MessageId);
        arrived.MessageId.Should().NotBeNullOrEmpty();
        arrived.Subject.Should().Be(subject);
        arrived.SessionId.Should().Be(meant.SessionId);
        arrived.ContentType.Should().Be("application/json");
        arrived.CorrelationId.Should().Be(Samples.ReportId);
        arrived.ScheduledFor.Should().BeCloseTo(time.GetUtcNow().AddMinutes(3), TimeSpan.FromMilliseconds(1));
        kind.Decode(Encoding.UTF8.GetBytes(arrived.Body!)).Message.Should().BeEquivalentTo(message);
    }

    private ServiceBusPipelineQueues QueuesOn(ServiceBusClient client) => new(client, time);
}
