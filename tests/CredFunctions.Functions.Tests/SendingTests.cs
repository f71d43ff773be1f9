using Azure.Messaging.ServiceBus;

using CredFunctions.Azure;
using CredFunctions.Azure.Messages;
using CredFunctions.Functions.ServiceBus;
using CredFunctions.Functions.Tests.ServiceBus;
using CredFunctions.Ports;
using CredFunctions.Tests.Pipeline;
using CredFunctions.Tests.Pipeline.Transport;

namespace CredFunctions.Functions.Tests;

public sealed class SendingTests
{
    private static readonly int ChunkBytes = PipelineMessages.AccountFindings.Encode(Samples.AccountFindings()).Body.Length;

    private readonly Clock time = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_message_carries_its_ids_session_and_schedule()
    {
        var bus = new RecordingServiceBus();
        await QueuesOn(bus).SendAsync(Samples.Notification, TimeSpan.FromMinutes(3), Cancellation);

        var message = bus.Sent(ResourceNames.NotificationsQueue).Should().ContainSingle().Subject;
        message.MessageId.Should().Be($"{Samples.ReportId}/5");
        message.SessionId.Should().Be("desk");
        message.Subject.Should().Be("notification");
        message.ContentType.Should().Be("application/json");
        message.CorrelationId.Should().Be(Samples.ReportId);
        message.ScheduledEnqueueTime.Should().Be(time.GetUtcNow().AddMinutes(3));
    }

    [Fact]
    public async Task A_message_without_delay_is_not_scheduled_and_needs_no_session()
    {
        var bus = new RecordingServiceBus();
        await QueuesOn(bus).SendAsync(Samples.Completion, TimeSpan.Zero, Cancellation);

        var message = bus.Sent(ResourceNames.ReportCompletionsQueue).Should().ContainSingle().Subject;
        message.ScheduledEnqueueTime.Should().Be(default(DateTimeOffset));
        message.SessionId.Should().BeNull();
    }

    [Fact]
    public async Task Each_queue_has_one_sender_however_many_messages_are_sent()
    {
        var bus = new RecordingServiceBus();
        var queues = QueuesOn(bus);
        for (var round = 0; round < 3; round++)
        {
            await queues.SendAsync(Samples.Report, Cancellation);
            await queues.SendAsync(Samples.Completion, TimeSpan.Zero, Cancellation);
            await queues.SendAsync([Samples.AccountFindings()], Cancellation);
        }

        bus.SendersCreated.Should().Be(4);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Chunks_go_in_batches_up_to_the_limit_to_the_byte(int fit)
    {
        var bus = new RecordingServiceBus { BatchBytes = fit * ChunkBytes };

        await QueuesOn(bus).SendAsync(Chunks(7), Cancellation);

        bus.Sendings.Should().OnlyContain(sending => sending.IsBatch);
        bus.Sendings.Select(sending => sending.Messages.Count).Should().Equal(fit == 2 ? [2, 2, 2, 1] : [3, 3, 1]);
        bus.Sent(ResourceNames.AccountFindingsQueue).Select(message => message.MessageId).Should().Equal(Chunks(7).Select(chunk => $"{Samples.ReportId}/2/{chunk.Chunk}/6"));
    }

    [Fact]
    public async Task A_chunk_that_fits_into_no_batch_goes_alone()
    {
        var bus = new RecordingServiceBus { BatchBytes = ChunkBytes - 1 };

        await QueuesOn(bus).SendAsync(Chunks(2), Cancellation);

        bus.Sendings.Should().HaveCount(2).And.OnlyContain(sending => !sending.IsBatch);
    }

    [Fact]
    public async Task A_chunk_too_large_for_a_batch_does_not_hold_up_those_around_it()
    {
        var large = Samples.AccountFindings(Samples.Account("100000000001"), Samples.Account("100000000001")) with { Chunk = 1 };
        var bus = new RecordingServiceBus { BatchBytes = ChunkBytes };

        await QueuesOn(bus).SendAsync([Chunks(1)[0], large, Chunks(1)[0]], Cancellation);

        bus.Sendings.Select(sending => sending.IsBatch).Should().Equal(true, false, true);
    }

    [Fact]
    public async Task No_chunk_is_no_sending()
    {
        var bus = new RecordingServiceBus();

        await QueuesOn(bus).SendAsync([], Cancellation);

        bus.Sendings.Should().BeEmpty();
    }

    [Fact]
    public async Task Chunks_are_made_as_they_are_sent_and_not_before()
    {
        var bus = new RecordingServiceBus { BatchBytes = ChunkBytes };
        var sentWhenMade = new List<int>();

        await QueuesOn(bus).SendAsync(Chunks(4).Select(chunk =>
        {
            sentWhenMade.Add(bus.Sendings.Count);
            return chunk;
        }), Cancellation);

        sentWhenMade.Should().Equal(0, 0, 1, 2);
    }

    [Fact]
    public async Task A_refusal_of_service_bus_is_thrown()
    {
        var bus = new RecordingServiceBus { Failure = new ServiceBusException("busy", ServiceBusFailureReason.ServiceBusy) };

        var send = () => QueuesOn(bus).SendAsync(Chunks(1), Cancellation);

        await send.Should().ThrowAsync<ServiceBusException>();
    }

    private static List<AccountFindingsMessage> Chunks(int count) => [.. Enumerable.Range(0, count).Select(number => Samples.AccountFindings() with { Chunk = number })];

    private IPipelineQueues QueuesOn(ServiceBusClient bus) => new ServiceBusPipelineQueues(bus, time);
}
