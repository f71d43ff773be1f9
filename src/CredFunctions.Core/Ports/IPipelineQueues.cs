using CredFunctions.Accounts;
using CredFunctions.Notifications;

namespace CredFunctions.Ports;

/// <summary>
/// Wakes the handlers. The store is the truth: a message that is lost, doubled, late or out of order costs time and
/// nothing else. A message with a delay stays hidden until then.
/// </summary>
public interface IPipelineQueues
{
    Task SendAsync(ReportMessage message, CancellationToken cancellationToken) => SendAsync(message, TimeSpan.Zero, cancellationToken);

    Task SendAsync(ReportMessage message, TimeSpan delay, CancellationToken cancellationToken);

    Task SendAsync(AccountFindingsMessage message, CancellationToken cancellationToken) =>
        SendAsync(message, TimeSpan.Zero, cancellationToken);

    Task SendAsync(AccountFindingsMessage message, TimeSpan delay, CancellationToken cancellationToken);

    /// <summary>Sends chunks as they are made, several at once where the queue can; holds no more of them than that.</summary>
    async Task SendAsync(IEnumerable<AccountFindingsMessage> messages, CancellationToken cancellationToken)
    {
        foreach (var message in messages)
            await SendAsync(message, cancellationToken);
    }

    Task SendAsync(CompletionMessage message, TimeSpan delay, CancellationToken cancellationToken);

    Task SendAsync(NotificationMessage message, TimeSpan delay, CancellationToken cancellationToken);

    /// <summary>Asks for notifications that are stored to be delivered.</summary>
    async Task EnqueueAsync(IEnumerable<Notification> notifications, CancellationToken cancellationToken)
    {
        foreach (var notification in notifications)
            await SendAsync(NotificationMessage.Of(notification), TimeSpan.Zero, cancellationToken);
    }
}

/// <summary>Look at a file of the inbox: it arrived, it is next in its lane, or it made no progress.</summary>
/// <param name="Name">The file's name in the inbox.</param>
/// <param name="Run">The run it is known to be of; null where its bytes have not been read yet.</param>
/// <param name="Attempt">How often it failed before.</param>
public sealed record ReportMessage(string Source, string Name, RunStamp? Run = null, int Attempt = 0);

/// <summary>One chunk: up to 100 assessed accounts of one bucket.</summary>
/// <param name="Policy">The hash of the policy that the run is pinned to.</param>
/// <param name="Chunk">The chunk's number, from 0.</param>
/// <param name="Attempt">How often recording it failed before.</param>
public sealed record AccountFindingsMessage(
    string Source, RunStamp Run, string Policy, int Chunk, IReadOnlyList<AssessedAccount> Accounts, int Attempt = 0);

/// <summary>Ask whether a run is recorded, and complete it if so.</summary>
/// <param name="Ask">How often it was asked before.</param>
public sealed record CompletionMessage(string Source, RunStamp Run, int Ask);

/// <summary>Deliver a notification.</summary>
/// <param name="Channel">The channel it goes to: the session, so that a channel has one sender at a time.</param>
/// <param name="Attempt">How often it was tried before.</param>
public sealed record NotificationMessage(string NotificationId, string Channel, int Attempt)
{
    public string? Source { get; init; }

    /// <summary>The report it is about; null where it is about none.</summary>
    public string? ReportId { get; init; }

    /// <summary>Which run of the report; null where it is about none.</summary>
    public int? Run { get; init; }

    public int Deferred { get; init; }

    public static NotificationMessage Of(Notification notification, int attempt = 0) =>
        new(notification.Id, notification.Channel, attempt)
        {
            Source = notification.Source,
            ReportId = notification.ReportId,
            Run = notification.Run
        };
}
