using CredFunctions.Ports;

namespace CredFunctions.Cli.Records;

/// <summary>The queues of a command that only changes records: a watch or the sweep finds the work, so no message is needed.</summary>
internal sealed class NoQueues : IPipelineQueues
{
    public Task SendAsync(ReportMessage message, TimeSpan delay, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task SendAsync(AccountFindingsMessage message, TimeSpan delay, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task SendAsync(CompletionMessage message, TimeSpan delay, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task SendAsync(NotificationMessage message, TimeSpan delay, CancellationToken cancellationToken) => Task.CompletedTask;
}
