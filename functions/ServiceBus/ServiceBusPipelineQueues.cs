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
            await sending.AddAsync(ServiceBusMessages.Of(PipelineMessages.AccountFindings.Encode(message)), cancellationToken);
        await sending.FlushAsync(cancellationToken);
    }

    private Task SendAsync<TMessage>(MessageKind<TMessage> kind, TMessage message, TimeSpan delay, CancellationToken cancellationToken)
        where TMessage : class
    {
        DateTimeOffset? scheduledFor = delay > TimeSpan.Zero ? time.GetUtcNow() + delay : null;
        return senders[kind.Queue].SendMessageAsync(ServiceBusMessages.Of(kind.Encode(message, scheduledFor)), cancellationToken);
    }
}
