using CredFunctions.Ports;

namespace CredFunctions.Cli.Records;

/// <summary>The queues of a command that only changes records: whoever works on them looks there, so a hint may be lost.</summary>
internal sealed class NoQueues : IPipelineQueues
{
    public Task SendAsync(ReportMessage message, TimeSpan delay, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task SendAsync(AccountFindingsMessage message, TimeSpan delay, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task SendAsync(CompletionMessage message, TimeSpan delay, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task SendAsync(NotificationMessage message, TimeSpan delay, CancellationToken cancellationToken) => Task.CompletedTask;
}
