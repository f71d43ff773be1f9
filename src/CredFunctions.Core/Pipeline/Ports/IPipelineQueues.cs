using CredFunctions.Pipeline.Messages;

namespace CredFunctions.Pipeline.Ports;

/// <summary>
/// Hints at what to do next. The store is the truth: a message that is lost, doubled, late or out of order costs time and
/// nothing else.
/// </summary>
public interface IPipelineQueues
{
    Task SendAsync(ReportMessage message, CancellationToken cancellation);

    Task SendAsync(AccountFindingsMessage message, CancellationToken cancellation);

    /// <param name="message">The message.</param>
    /// <param name="delay">How long it stays hidden.</param>
    /// <param name="cancellation">Ends the wait.</param>
    Task SendAsync(CompletionMessage message, TimeSpan delay, CancellationToken cancellation);

    /// <param name="message">The message.</param>
    /// <param name="delay">How long it stays hidden.</param>
    /// <param name="cancellation">Ends the wait.</param>
    Task SendAsync(NotificationMessage message, TimeSpan delay, CancellationToken cancellation);
}
