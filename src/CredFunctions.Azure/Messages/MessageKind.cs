using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

using CredFunctions.Ports;

namespace CredFunctions.Azure.Messages;

/// <summary>One kind of message: where it goes, how it is written and how it is read.</summary>
public abstract class MessageKind<TMessage>
    where TMessage : class
{
    public abstract string Queue { get; }

    /// <summary>What people see it called.</summary>
    public abstract string Subject { get; }

    public abstract OutgoingMessage Encode(TMessage message, DateTimeOffset? scheduledFor = null);

    /// <summary>Reads a body, and trusts nothing in it.</summary>
    public abstract Decoded<TMessage> Decode(ReadOnlySpan<byte> body);

    /// <summary>How often the message was tried before.</summary>
    public abstract int AttemptOf(TMessage message);

    /// <summary>Sends a copy that knows that it is the next attempt.</summary>
    public abstract Task SendAgainAsync(IPipelineQueues queues, TMessage message, TimeSpan delay, CancellationToken cancellationToken);

    private protected static Decoded<TMessage> Decode<TBody>(
        ReadOnlySpan<byte> body, JsonTypeInfo<TBody> json, Func<TBody, string?> judge, Func<TBody, TMessage> read)
        where TBody : class, IMessageBody
    {
        if (FaultOfHeader(body) is { } outdated)
            return new(null, outdated);

        try
        {
            var content = JsonSerializer.Deserialize(body, json)!;
            var fault = MessageFaults.Of(content) ?? judge(content);
            return fault is null ? new(read(content), null) : new(null, fault);
        }
        catch (JsonException ex)
        {
            return new(null, MessageFaults.OfMembers(ex));
        }
    }

    // First of all: what a later version writes may have any members.
    private static string? FaultOfHeader(ReadOnlySpan<byte> body)
    {
        try
        {
            return MessageFaults.OfVersion(JsonSerializer.Deserialize(body, MessageHeaderJson.Default.MessageHeader));
        }
        catch (JsonException ex)
        {
            return MessageFaults.OfText(ex);
        }
    }
}
