using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

using CredFunctions.Ports;

namespace CredFunctions.Azure.Messages;

/// <summary>One kind of message, as strict JSON: its queue, how it is written and how it is read.</summary>
public sealed class MessageKind<TMessage>
    where TMessage : class
{
    private readonly string subject;
    private readonly JsonTypeInfo json;
    private readonly Func<TMessage, MessageBody<TMessage>> bodyOf;
    private readonly Func<TMessage, string> idOf;
    private readonly Func<TMessage, string?> sessionOf;

    /// <param name="queue">The queue.</param>
    /// <param name="subject">The word that people see in the queue.</param>
    /// <param name="json">How a body is written and read.</param>
    /// <param name="bodyOf">Makes the body of a message.</param>
    /// <param name="idOf">Gives the id by which a broker drops a second copy.</param>
    /// <param name="attemptOf">Gives how often the message was tried before.</param>
    /// <param name="sendAgain">Sends a copy, hidden for some time, whose attempt is one higher.</param>
    /// <param name="sessionOf">Gives the session in which messages are handled one at a time; null for none.</param>
    internal MessageKind(
        string queue, string subject, JsonTypeInfo json, Func<TMessage, MessageBody<TMessage>> bodyOf, Func<TMessage, string> idOf,
        Func<TMessage, int> attemptOf, Func<IPipelineQueues, TMessage, TimeSpan, CancellationToken, Task> sendAgain,
        Func<TMessage, string?>? sessionOf = null)
    {
        Queue = queue;
        this.subject = subject;
        this.json = json;
        this.bodyOf = bodyOf;
        this.idOf = idOf;
        this.sessionOf = sessionOf ?? (_ => null);
        AttemptOf = attemptOf;
        SendAgainAsync = sendAgain;
    }

    public string Queue { get; }

    internal Func<TMessage, int> AttemptOf { get; }

    internal Func<IPipelineQueues, TMessage, TimeSpan, CancellationToken, Task> SendAgainAsync { get; }

    public OutgoingMessage Encode(TMessage message, DateTimeOffset? scheduledFor = null)
    {
        var body = bodyOf(message);
        return new OutgoingMessage
        {
            Queue = Queue,
            MessageId = idOf(message),
            SessionId = sessionOf(message),
            Subject = subject,
            CorrelationId = body.ReportId,
            ScheduledFor = scheduledFor,
            Body = JsonSerializer.SerializeToUtf8Bytes(body, json),
        };
    }

    /// <summary>Reads a body from an untrusted queue.</summary>
    /// <returns>The message, or what is wrong with the body: a sentence that repeats none of it.</returns>
    public (TMessage? Message, string? Fault) Decode(ReadOnlySpan<byte> body)
    {
        // The version comes first: a later version may write any members.
        if (MessageFaults.OfVersion(body) is { } outdated)
            return (null, outdated);

        try
        {
            var content = (MessageBody<TMessage>)JsonSerializer.Deserialize(body, json)!;
            return content.Fault() is { } fault ? (null, fault) : (content.Message(), null);
        }
        catch (JsonException ex)
        {
            return (null, MessageFaults.OfMembers(ex));
        }
    }
}

/// <summary>A message as a broker takes it, whatever the broker.</summary>
public sealed record OutgoingMessage
{
    public const string ContentType = "application/json";

    public required string Queue { get; init; }

    /// <summary>At most 128 characters. A broker may drop a message whose id it has seen a short time ago.</summary>
    public required string MessageId { get; init; }

    /// <summary>Messages of one session are handled one at a time and in order; null where order does not matter.</summary>
    public string? SessionId { get; init; }

    /// <summary>The kind of message, for people who look into a queue.</summary>
    public required string Subject { get; init; }

    /// <summary>The report it is about; null where that is not known yet.</summary>
    public string? CorrelationId { get; init; }

    /// <summary>Hidden until then; null for at once.</summary>
    public DateTimeOffset? ScheduledFor { get; init; }

    /// <summary>UTF-8 JSON.</summary>
    public required ReadOnlyMemory<byte> Body { get; init; }
}
