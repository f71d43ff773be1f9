using Azure.Messaging.ServiceBus;

namespace CredFunctions.Functions.Tests.ServiceBus;

/// <summary>A Service Bus that keeps what is sent to it.</summary>
internal sealed class RecordingServiceBus : ServiceBusClient
{
    private readonly Dictionary<string, RecordingSender> senders = new(StringComparer.Ordinal);

    /// <summary>How many bytes of bodies a batch takes; the real limit counts frames too.</summary>
    public long BatchBytes { get; init; } = 1024 * 1024;

    /// <summary>Every sending, in order: a message alone, or the messages of a batch.</summary>
    public List<Sending> Sendings { get; } = [];

    /// <summary>What is thrown instead of sending; null when all is well.</summary>
    public Exception? Failure { get; set; }

    /// <summary>How often a sender was created.</summary>
    public int SendersCreated { get; private set; }

    public IEnumerable<ServiceBusMessage> Sent(string queue) => Sendings.Where(sending => sending.Queue == queue).SelectMany(sending => sending.Messages);

    public override ServiceBusSender CreateSender(string queueOrTopicName)
    {
        SendersCreated++;
        return senders[queueOrTopicName] = new RecordingSender(this, queueOrTopicName);
    }

    internal sealed record Sending(string Queue, bool IsBatch, IReadOnlyList<ServiceBusMessage> Messages);

    private sealed class RecordingSender(RecordingServiceBus bus, string queue) : ServiceBusSender
    {
        private readonly Dictionary<ServiceBusMessageBatch, List<ServiceBusMessage>> batches = [];

        public override Task SendMessageAsync(ServiceBusMessage message, CancellationToken cancellationToken = default) => Keep(isBatch: false, [message]);

        public override ValueTask<ServiceBusMessageBatch> CreateMessageBatchAsync(CancellationToken cancellationToken = default)
        {
            var messages = new List<ServiceBusMessage>();
            var batch = ServiceBusModelFactory.ServiceBusMessageBatch(
                bus.BatchBytes, messages, tryAddCallback: message => messages.Sum(SizeOf) + SizeOf(message) <= bus.BatchBytes);
            batches[batch] = messages;
            return ValueTask.FromResult(batch);
        }

        public override Task SendMessagesAsync(ServiceBusMessageBatch messageBatch, CancellationToken cancellationToken = default) =>
            Keep(isBatch: true, [.. batches[messageBatch]]);

        private static long SizeOf(ServiceBusMessage message) => message.Body.ToMemory().Length;

        private Task Keep(bool isBatch, IReadOnlyList<ServiceBusMessage> messages)
        {
            if (bus.Failure is { } failure)
                return Task.FromException(failure);
            bus.Sendings.Add(new Sending(queue, isBatch, messages));
            return Task.CompletedTask;
        }
    }
}
