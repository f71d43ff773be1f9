using CredFunctions.Notifications;

namespace CredFunctions.Ports;

/// <summary>
/// Wakes the handlers. The store is the truth: a message that is lost, doubled, late or out of order costs time and
/// nothing else.
/// </summary>
public interface IPipelineQueues
{
    Task SendAsync(ReportMessage message, CancellationToken cancellationToken) => SendAsync(message, TimeSpan.Zero, cancellationToken);

    /// <param name="message">The message.</param>
    /// <param name="delay">How long it stays hidden.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task SendAsync(ReportMessage message, TimeSpan delay, CancellationToken cancellationToken);

    Task SendAsync(AccountFindingsMessage message, CancellationToken cancellationToken) =>
        SendAsync(message, TimeSpan.Zero, cancellationToken);

    /// <param name="message">The message.</param>
    /// <param name="delay">How long it stays hidden.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task SendAsync(AccountFindingsMessage message, TimeSpan delay, CancellationToken cancellationToken);

    /// <summary>Sends chunks as they are made, several at once where the queue can; holds no more of them than that.</summary>
    async Task SendAsync(IEnumerable<AccountFindingsMessage> messages, CancellationToken cancellationToken)
    {
        foreach (var message in messages)
            await SendAsync(message, cancellationToken);
    }

    /// <param name="message">The message.</param>
    /// <param name="delay">How long it stays hidden.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task SendAsync(CompletionMessage message, TimeSpan delay, CancellationToken cancellationToken);

    /// <param name="message">The message.</param>
    /// <param name="delay">How long it stays hidden.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task SendAsync(NotificationMessage message, TimeSpan delay, CancellationToken cancellationToken);

    /// <summary>Asks for notifications that are stored to be delivered.</summary>
    async Task EnqueueAsync(IEnumerable<Notification> notifications, CancellationToken cancellationToken)
    {
        foreach (var notification in notifications)
            await SendAsync(NotificationMessage.Of(notification), TimeSpan.Zero, cancellationToken);
    }
}
