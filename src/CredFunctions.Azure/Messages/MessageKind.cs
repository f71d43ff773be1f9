using CredFunctions.Ports;

namespace CredFunctions.Azure.Messages;

/// <summary>One kind of message: its queue, how it is written and how it is read.</summary>
/// <param name="queue">The queue.</param>
public abstract class MessageKind<TMessage>(string queue)
    where TMessage : class
{
    public string Queue { get; } = queue;

    public abstract OutgoingMessage Encode(TMessage message, DateTimeOffset? scheduledFor = null);

    /// <summary>Reads a body from an untrusted queue.</summary>
    /// <returns>The message, or what is wrong with the body: a sentence that repeats none of it.</returns>
    public abstract (TMessage? Message, string? Fault) Decode(ReadOnlySpan<byte> body);

    /// <summary>How often the message was tried before.</summary>
    public abstract int AttemptOf(TMessage message);

    /// <summary>Sends a copy whose attempt is one higher.</summary>
    public abstract Task SendAgainAsync(IPipelineQueues queues, TMessage message, TimeSpan delay, CancellationToken cancellationToken);
}
