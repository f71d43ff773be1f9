using CredFunctions.Pipeline;
using CredFunctions.Ports;

using Microsoft.Extensions.Logging;

namespace CredFunctions.Azure.Messages;

/// <summary>
/// Passes a message to its handler and decides how to settle it. After a transient failure a copy of the message is sent with
/// back-off, and the message is completed; where Service Bus takes no copy, the message waits for the end of its lock.
/// </summary>
public sealed partial class MessageDispatcher(
    IPipelineQueues queues, IEnumerable<ITransientFailures> failures, PipelineLimits limits, ILogger<MessageDispatcher> logger)
{
    /// <summary>Receives a message from a queue.</summary>
    /// <returns>Complete, abandon, leave or dead-letter. An unexpected failure is thrown.</returns>
    public async Task<Settlement> ReceiveAsync<TMessage>(
        MessageKind<TMessage> kind, IncomingMessage incoming, Func<TMessage, CancellationToken, Task<bool>> handle,
        CancellationToken cancellationToken)
        where TMessage : class
    {
        var (message, fault) = incoming.Body is { } body ? kind.Decode(body.Span) : (null, MessageFaults.NoBytes);
        if (message is null)
        {
            Log.Unreadable(logger, kind.Queue, fault!);
            return Settlement.OfUnreadable(fault!);
        }

        try
        {
            return await HandleAsync(kind, message, handle, incoming.DeliveryCount, cancellationToken);
        }
        catch (Exception) when (cancellationToken.IsCancellationRequested)
        {
            return Settlement.Abandon;
        }
        // What the handler meets is settled by then: this is Service Bus, which did not take the copy.
        catch (Exception ex) when (IsTransient(ex))
        {
            Log.Left(logger, ex, kind.Queue);
            return Settlement.Leave;
        }
    }

    /// <inheritdoc cref="ReceiveAsync{TMessage}(MessageKind{TMessage}, IncomingMessage, Func{TMessage, CancellationToken,
    /// Task{bool}}, CancellationToken)"/>
    public Task<Settlement> ReceiveAsync<TMessage>(
        MessageKind<TMessage> kind, IncomingMessage incoming, Func<TMessage, CancellationToken, Task> handle,
        CancellationToken cancellationToken)
        where TMessage : class => ReceiveAsync(kind, incoming, Always(handle), cancellationToken);

    /// <summary>Handles a message that did not come from a queue.</summary>
    /// <returns>Complete, abandon or dead-letter. An unexpected failure is thrown.</returns>
    public Task<Settlement> HandleAsync<TMessage>(
        MessageKind<TMessage> kind, TMessage message, Func<TMessage, CancellationToken, Task> handle, CancellationToken cancellationToken)
        where TMessage : class => HandleAsync(kind, message, Always(handle), deliveryCount: 0, cancellationToken);

    private static Func<TMessage, CancellationToken, Task<bool>> Always<TMessage>(Func<TMessage, CancellationToken, Task> handle) =>
        async (message, cancellationToken) =>
        {
            await handle(message, cancellationToken);
            return true;
        };

    private async Task<Settlement> HandleAsync<TMessage>(
        MessageKind<TMessage> kind, TMessage message, Func<TMessage, CancellationToken, Task<bool>> handle, int deliveryCount,
        CancellationToken cancellationToken)
        where TMessage : class
    {
        var attempt = kind.AttemptOf(message);
        Settlement settlement;
        Exception? failure = null;
        try
        {
            settlement = Settlement.OfHandled(await handle(message, cancellationToken), attempt, limits);
        }
        catch (Exception ex)
        {
            failure = ex;
            settlement = Settlement.OfFailed(
                ex, IsTransient(ex), cancellationToken.IsCancellationRequested, attempt, deliveryCount, limits);
            if (settlement.Kind is SettlementKind.Fail)
                throw;
        }

        if (settlement.Kind is SettlementKind.DeadLetter)
            Log.GivenUp(logger, failure, kind.Queue, settlement.Description!);
        if (settlement.Kind is not SettlementKind.AskAgain)
            return settlement;

        Log.ComesAgain(logger, failure, kind.Queue, settlement.Delay, attempt + 1);
        await kind.SendAgainAsync(queues, message, settlement.Delay, cancellationToken);
        return Settlement.Complete;
    }

    private bool IsTransient(Exception failure) => failures.Any(each => each.Include(failure));

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "A message of the queue {queue} cannot be read, and is dead-lettered. {fault}")]
        public static partial void Unreadable(ILogger logger, string queue, string fault);

        [LoggerMessage(2, LogLevel.Warning, "A message of the queue {queue} is retried in {delay}; it was tried {attempts} times.")]
        public static partial void ComesAgain(ILogger logger, Exception? failure, string queue, TimeSpan delay, int attempts);

        [LoggerMessage(3, LogLevel.Error, "A message of the queue {queue} is given up, and dead-lettered. {description}")]
        public static partial void GivenUp(ILogger logger, Exception? failure, string queue, string description);

        [LoggerMessage(4, LogLevel.Warning, "A message of the queue {queue} cannot be retried now, since Service Bus takes no copy of it: "
            + "it is delivered again when its lock ends.")]
        public static partial void Left(ILogger logger, Exception failure, string queue);
    }
}
