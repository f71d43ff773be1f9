using CredFunctions.Ports;

namespace CredFunctions.Benchmarks;

/// <summary>Queues that keep the chunks and drop everything else.</summary>
internal sealed class CollectedMessages : IPipelineQueues
{
    private List<AccountFindingsMessage> chunks = [];

    public Task SendAsync(ReportMessage message, TimeSpan delay, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task SendAsync(AccountFindingsMessage message, TimeSpan delay, CancellationToken cancellationToken)
    {
        chunks.Add(message);
        return Task.CompletedTask;
    }

    public Task SendAsync(CompletionMessage message, TimeSpan delay, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task SendAsync(NotificationMessage message, TimeSpan delay, CancellationToken cancellationToken) => Task.CompletedTask;

    public IReadOnlyList<AccountFindingsMessage> Take()
    {
        var taken = chunks;
        chunks = [];
        return taken;
    }
}
