using CredFunctions.Azure.Messages;
using CredFunctions.Pipeline;
using CredFunctions.Ports;

using Microsoft.Extensions.Logging.Abstractions;

namespace CredFunctions.Tests.Pipeline.Transport;

public sealed class ReceptionTests
{
    private readonly Clock clock = new();
    private readonly SimulatedQueues queues;
    private readonly MessageDispatcher dispatcher;

    public ReceptionTests()
    {
        queues = new SimulatedQueues(new FaultPlan(), clock);
        dispatcher = new MessageDispatcher(queues, [new Timeouts()], new PipelineLimits(), NullLogger<MessageDispatcher>.Instance);
    }

    [Fact]
    public async Task A_message_is_handled_and_done()
    {
        CompletionMessage? handled = null;

        (await ReceiveAsync(message => handled = message)).Should().Be(Settlement.Complete);

        handled.Should().Be(Samples.Completion);
        queues.IsEmpty.Should().BeTrue();
    }

    [Fact]
    public async Task A_failure_that_passes_sends_a_copy_for_later_and_the_message_is_done()
    {
        (await ReceiveAsync(_ => throw new TimeoutException())).Should().Be(Settlement.Complete);

        queues.NextVisibleAt.Should().Be(clock.GetUtcNow() + new PipelineLimits().DelayOf(Samples.Completion.Ask));
        clock.Advance(TimeSpan.FromHours(1));
        queues.Take().Should().Be(Samples.Completion with { Ask = Samples.Completion.Ask + 1 });
    }

    [Fact]
    public async Task Every_kind_of_message_comes_again_as_the_next_attempt()
    {
        await FailAsync(PipelineMessages.Reports, Samples.Report);
        await FailAsync(PipelineMessages.AccountFindings, Samples.AccountFindings());
        await FailAsync(PipelineMessages.Notifications, Samples.Notification);

        clock.Advance(TimeSpan.FromHours(1));
        queues.Take().Should().Be(Samples.Report with { Attempt = 4 });
        queues.Take().Should().BeEquivalentTo(Samples.AccountFindings() with { Attempt = 7 });
        queues.Take().Should().Be(Samples.Notification with { Attempt = 6 });
    }

    [Fact]
    public async Task A_chunk_that_could_not_be_recorded_comes_again()
    {
        var body = PipelineMessages.AccountFindings.Encode(Samples.AccountFindings()).Body;

        (await dispatcher.ReceiveAsync(PipelineMessages.AccountFindings, new IncomingMessage(body, 1), (_, _) => Task.FromResult(false), default)).Should().Be(Settlement.Complete);

        clock.Advance(TimeSpan.FromHours(1));
        queues.Take().Should().BeEquivalentTo(Samples.AccountFindings() with { Attempt = 7 });
    }

    [Fact]
    public async Task A_failure_that_nobody_expected_is_thrown_and_nothing_is_sent()
    {
        var receive = () => ReceiveAsync(_ => throw new InvalidOperationException());

        await receive.Should().ThrowAsync<InvalidOperationException>();
        queues.IsEmpty.Should().BeTrue();
    }

    [Fact]
    public async Task A_failure_that_nobody_expected_is_thrown_nine_times_and_dead_lettered_the_tenth()
    {
        var incoming = new IncomingMessage(PipelineMessages.Completions.Encode(Samples.Completion).Body, 10);

        var settlement = await dispatcher.ReceiveAsync(
            PipelineMessages.Completions, incoming, (CompletionMessage _, CancellationToken _) => Task.FromException(new InvalidOperationException()), default);

        settlement.Should().Be(Settlement.DeadLetter(
            Settlement.KeptFailingReason, "It failed unexpectedly in delivery 10, because of this: InvalidOperationException."));
        queues.IsEmpty.Should().BeTrue();
    }

    [Fact]
    public async Task A_message_is_left_when_its_copy_is_not_taken_for_now()
    {
        var refusing = DispatcherOn(new RefusingQueues(_ => throw new TimeoutException()));

        (await ReceiveAsync(refusing, _ => throw new TimeoutException(), default)).Should().Be(Settlement.Leave);
    }

    [Fact]
    public async Task A_copy_that_is_not_taken_for_a_reason_nobody_expected_is_thrown()
    {
        var refusing = DispatcherOn(new RefusingQueues(_ => throw new InvalidOperationException()));

        var receive = () => ReceiveAsync(refusing, _ => throw new TimeoutException(), default);

        await receive.Should().ThrowAsync<InvalidOperationException>();
    }

    [Fact]
    public async Task A_process_that_has_to_stop_while_it_sends_a_copy_gives_the_message_back()
    {
        using var stop = new CancellationTokenSource();
        var stopping = DispatcherOn(new RefusingQueues(cancellationToken =>
        {
            stop.Cancel();
            cancellationToken.ThrowIfCancellationRequested();
        }));

        (await ReceiveAsync(stopping, _ => throw new TimeoutException(), stop.Token)).Should().Be(Settlement.Abandon);
    }

    // An upload is not in a queue: its event comes again.
    [Fact]
    public async Task An_upload_whose_copy_is_not_taken_fails()
    {
        var refusing = DispatcherOn(new RefusingQueues(_ => throw new TimeoutException()));

        var handle = () => refusing.HandleAsync(PipelineMessages.Reports, Samples.Report, (_, _) => Task.FromException(new TimeoutException()), default);

        await handle.Should().ThrowAsync<TimeoutException>();
    }

    [Fact]
    public async Task A_body_that_is_not_bytes_cannot_be_read() =>
        (await dispatcher.ReceiveAsync(
            PipelineMessages.Completions, new IncomingMessage(Body: null, 1), (CompletionMessage _, CancellationToken _) => throw new InvalidOperationException("handled"), default))
            .Should().Be(Settlement.DeadLetter(Settlement.UnreadableReason, "Its body is an AMQP value or sequence; a message has a body of bytes."));

    [Fact]
    public async Task A_process_that_has_to_stop_gives_the_message_back()
    {
        using var stop = new CancellationTokenSource();

        var settlement = await dispatcher.HandleAsync(
            PipelineMessages.Completions, Samples.Completion,
            async (_, cancellationToken) =>
            {
                await stop.CancelAsync();
                cancellationToken.ThrowIfCancellationRequested();
            },
            stop.Token);

        settlement.Should().Be(Settlement.Abandon);
        queues.IsEmpty.Should().BeTrue();
    }

    [Fact]
    public async Task What_cannot_be_read_never_reaches_a_handler()
    {
        var settlement = await dispatcher.ReceiveAsync(
            PipelineMessages.Completions, new IncomingMessage("{}"u8.ToArray(), 1), (CompletionMessage _, CancellationToken _) => throw new InvalidOperationException("handled"), default);

        settlement.Should().Be(Settlement.DeadLetter(Settlement.UnreadableReason, "It has no schemaVersion."));
    }

    private static MessageDispatcher DispatcherOn(IPipelineQueues queues) =>
        new(queues, [new Timeouts()], new PipelineLimits(), NullLogger<MessageDispatcher>.Instance);

    private Task<Settlement> ReceiveAsync(Action<CompletionMessage> handle) => ReceiveAsync(dispatcher, handle, default);

    private static Task<Settlement> ReceiveAsync(
        MessageDispatcher dispatcher, Action<CompletionMessage> handle, CancellationToken cancellationToken) => dispatcher.ReceiveAsync(
        PipelineMessages.Completions,
        new IncomingMessage(PipelineMessages.Completions.Encode(Samples.Completion).Body, 1),
        (message, _) =>
        {
            handle(message);
            return Task.CompletedTask;
        },
        cancellationToken);

    private async Task FailAsync<TMessage>(MessageKind<TMessage> kind, TMessage message)
        where TMessage : class =>
        (await dispatcher.HandleAsync(kind, message, (_, _) => Task.FromException(new TimeoutException()), default)).Should().Be(Settlement.Complete);

    private sealed class RefusingQueues(Action<CancellationToken> refuse) : IPipelineQueues
    {
        public Task SendAsync(ReportMessage message, TimeSpan delay, CancellationToken cancellationToken) => Refuse(cancellationToken);

        public Task SendAsync(AccountFindingsMessage message, TimeSpan delay, CancellationToken cancellationToken) => Refuse(cancellationToken);

        public Task SendAsync(CompletionMessage message, TimeSpan delay, CancellationToken cancellationToken) => Refuse(cancellationToken);

        public Task SendAsync(NotificationMessage message, TimeSpan delay, CancellationToken cancellationToken) => Refuse(cancellationToken);

        public Task SendAsync(IEnumerable<AccountFindingsMessage> messages, CancellationToken cancellationToken) => Refuse(cancellationToken);

        private async Task Refuse(CancellationToken cancellationToken)
        {
            await Task.Yield();
            refuse(cancellationToken);
        }
    }

    private sealed class Timeouts : ITransientFailures
    {
        public bool Include(Exception failure) => failure is TimeoutException;
    }
}
