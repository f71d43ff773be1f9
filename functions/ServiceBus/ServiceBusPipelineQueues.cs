using CredFunctions.Azure;
using CredFunctions.Azure.Messages;
using CredFunctions.Ports;

namespace CredFunctions.Functions.ServiceBus;

/// <summary>The pipeline's queues on Service Bus. Each has one sender for the life of the app.</summary>
internal sealed class ServiceBusPipelineQueues(ServiceBusClient client, TimeProvider time) : IPipelineQueues
{
    private readonly Dictionary<string, ServiceBusSender> senders =
        ResourceNames.Queues.ToDictionary(queue => queue, client.CreateSender, StringComparer.Ordinal);

    public Task SendAsync(ReportMessage message, TimeSpan delay, CancellationToken cancellationToken) =>
        SendAsync(PipelineMessages.Reports, message, delay, cancellationToken);

    public Task SendAsync(AccountFindingsMessage message, TimeSpan delay, CancellationToken cancellationToken) =>
        SendAsync(PipelineMessages.AccountFindings, message, delay, cancellationToken);

    public Task SendAsync(CompletionMessage message, TimeSpan delay, CancellationToken cancellationToken) =>
        SendAsync(PipelineMessages.Completions, message, delay, cancellationToken);

    public Task SendAsync(NotificationMessage message, TimeSpan delay, CancellationToken cancellationToken) =>
        SendAsync(PipelineMessages.Notifications, message, delay, cancellationToken);

    public async Task SendAsync(IEnumerable<AccountFindingsMessage> messages, CancellationToken cancellationToken)
    {
        await using var sending = new BatchedSending(senders[PipelineMessages.AccountFindings.Queue]);
        foreach (var message in messages)
            await sending.AddAsync(MessageOf(PipelineMessages.AccountFindings.Encode(message)), cancellationToken);
        await sending.FlushAsync(cancellationToken);
    }

    private static ServiceBusMessage MessageOf(OutgoingMessage outgoing)
    {
        var message = new ServiceBusMessage(outgoing.Body)
        {
            MessageId = outgoing.MessageId,
            Subject = outgoing.Subject,
            ContentType = OutgoingMessage.ContentType,
            CorrelationId = outgoing.CorrelationId,
            SessionId = outgoing.SessionId,
        };
        if (outgoing.ScheduledFor is { } time)
            message.ScheduledEnqueueTime = time;
        return message;
    }

    private Task SendAsync<TMessage>(MessageKind<TMessage> kind, TMessage message, TimeSpan delay, CancellationToken cancellationToken)
        where TMessage : class
    {
        DateTimeOffset? scheduledFor = delay > TimeSpan.Zero ? time.GetUtcNow() + delay : null;
        return senders[kind.Queue].SendMessageAsync(MessageOf(kind.Encode(message, scheduledFor)), cancellationToken);
    }
}

/// <summary>Sends messages in batches as large as the service takes, and holds no more than one batch.</summary>
internal sealed class BatchedSending(ServiceBusSender sender) : IAsyncDisposable
{
    private ServiceBusMessageBatch? batch;

    public async Task AddAsync(ServiceBusMessage message, CancellationToken cancellationToken)
    {
        batch ??= await sender.CreateMessageBatchAsync(cancellationToken);
        if (batch.TryAddMessage(message))
            return;

        await FlushAsync(cancellationToken);
        batch = await sender.CreateMessageBatchAsync(cancellationToken);
        // A batch has a limit of its own and a frame around each message: what fits into none may well go alone.
        // https://github.com/Azure/azure-sdk-for-net/issues/44261
        if (!batch.TryAddMessage(message))
            await sender.SendMessageAsync(message, cancellationToken);
    }

    public async Task FlushAsync(CancellationToken cancellationToken)
    {
        if (batch is { Count: > 0 })
            await sender.SendMessagesAsync(batch, cancellationToken);
        await DisposeAsync();
    }

    public ValueTask DisposeAsync()
    {
        batch?.Dispose();
        batch = null;
        return ValueTask.CompletedTask;
    }
}

/// <summary>
/// Failures that pass: the namespace is busy, moving or unreachable, a queue is full until its messages are received, or a role or a
/// disabled queue refuses until a person corrects it.
/// </summary>
internal sealed class ServiceBusFailures : ITransientFailures
{
    public bool Include(Exception failure) =>
        failure is ServiceBusException { IsTransient: true } or UnauthorizedAccessException or ServiceBusException
        {
            Reason: ServiceBusFailureReason.QuotaExceeded or ServiceBusFailureReason.MessagingEntityDisabled,
        };
}
