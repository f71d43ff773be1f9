namespace CredFunctions.Azure.Messages;

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
