using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace CredFunctions.Azure.Messages;

/// <summary>Messages as strict JSON.</summary>
/// <param name="queue">The queue they go to.</param>
/// <param name="subject">The word that people see in the queue.</param>
/// <param name="json">How a body is written and read.</param>
internal abstract class JsonMessages<TMessage, TBody>(string queue, string subject, JsonTypeInfo<TBody> json) : MessageKind<TMessage>(queue)
    where TMessage : class
    where TBody : MessageBody
{
    public override OutgoingMessage Encode(TMessage message, DateTimeOffset? scheduledFor = null)
    {
        var body = BodyOf(message);
        return new OutgoingMessage
        {
            Queue = Queue,
            MessageId = IdOf(message),
            SessionId = SessionOf(message),
            Subject = subject,
            CorrelationId = body.ReportId,
            ScheduledFor = scheduledFor,
            Body = JsonSerializer.SerializeToUtf8Bytes(body, json),
        };
    }

    public override (TMessage? Message, string? Fault) Decode(ReadOnlySpan<byte> body)
    {
        // The version comes first: a later version may write any members.
        if (MessageFaults.OfVersion(body) is { } outdated)
            return (null, outdated);

        try
        {
            var content = JsonSerializer.Deserialize(body, json)!;
            var fault = MessageFaults.Of(content) ?? FaultOf(content);
            return fault is null ? (MessageOf(content), null) : (null, fault);
        }
        catch (JsonException ex)
        {
            return (null, MessageFaults.OfMembers(ex));
        }
    }

    /// <summary>The id by which a broker drops a second copy.</summary>
    protected abstract string IdOf(TMessage message);

    /// <summary>The session in which messages are handled one at a time; null for none.</summary>
    protected virtual string? SessionOf(TMessage message) => null;

    protected abstract TBody BodyOf(TMessage message);

    /// <summary>What is wrong with the members of this kind; null for nothing.</summary>
    protected abstract string? FaultOf(TBody body);

    protected abstract TMessage MessageOf(TBody body);
}
