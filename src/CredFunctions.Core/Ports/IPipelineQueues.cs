using CredFunctions.Notifications;

namespace CredFunctions.Ports;

/// <summary>
/// Hints at what to do next. The store is the truth: a message that is lost, doubled, late or out of order costs time and
/// nothing else.
/// </summary>
public interface IPipelineQueues
{
    Task SendAsync(ReportMessage message, CancellationToken cancellation) => SendAsync(message, TimeSpan.Zero, cancellation);

    /// <param name="message">The message.</param>
    /// <param name="delay">How long it stays hidden.</param>
    /// <param name="cancellation">Ends the wait.</param>
    Task SendAsync(ReportMessage message, TimeSpan delay, CancellationToken cancellation);

    Task SendAsync(AccountFindingsMessage message, CancellationToken cancellation) => SendAsync(message, TimeSpan.Zero, cancellation);

    /// <param name="message">The message.</param>
    /// <param name="delay">How long it stays hidden.</param>
    /// <param name="cancellation">Ends the wait.</param>
    Task SendAsync(AccountFindingsMessage message, TimeSpan delay, CancellationToken cancellation);

    /// <summary>Sends chunks as they are made, several at once where the queue can; holds no more of them than that.</summary>
    async Task SendAsync(IEnumerable<AccountFindingsMessage> messages, CancellationToken cancellation)
    {
        foreach (var message in messages)
            await SendAsync(message, cancellation);
    }

    /// <param name="message">The message.</param>
    /// <param name="delay">How long it stays hidden.</param>
    /// <param name="cancellation">Ends the wait.</param>
    Task SendAsync(CompletionMessage message, TimeSpan delay, CancellationToken cancellation);

    /// <param name="message">The message.</param>
    /// <param name="delay">How long it stays hidden.</param>
    /// <param name="cancellation">Ends the wait.</param>
    Task SendAsync(NotificationMessage message, TimeSpan delay, CancellationToken cancellation);

    /// <summary>Asks for notifications that are stored to be delivered.</summary>
    async Task EnqueueAsync(IEnumerable<Notification> notifications, CancellationToken cancellationToken)
    {
        foreach (var notification in notifications)
            await SendAsync(NotificationMessage.Of(notification), TimeSpan.Zero, cancellationToken);
    }
}
