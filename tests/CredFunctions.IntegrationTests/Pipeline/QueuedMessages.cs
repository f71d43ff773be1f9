using CredFunctions.Ports;

namespace CredFunctions.IntegrationTests.Pipeline;

/// <summary>Queues in memory. They keep every message that was ever sent.</summary>
internal sealed class QueuedMessages : IPipelineQueues
{
    private readonly Queue<object> waiting = new();

    public List<object> Sent { get; } = [];

    public Task SendAsync(ReportMessage message, TimeSpan delay, CancellationToken cancellationToken) => Put(message);

    public Task SendAsync(AccountFindingsMessage message, TimeSpan delay, CancellationToken cancellationToken) => Put(message);

    public Task SendAsync(CompletionMessage message, TimeSpan delay, CancellationToken cancellationToken) => Put(message);

    public Task SendAsync(NotificationMessage message, TimeSpan delay, CancellationToken cancellationToken) => Put(message);

    public Task Put(object message)
    {
        Sent.Add(message);
        waiting.Enqueue(message);
        return Task.CompletedTask;
    }

    public object? Take() => waiting.TryDequeue(out var message) ? message : null;
}
