using CredFunctions.Notifications;

namespace CredFunctions.Ports;

/// <summary>A channel refused a notification, or some of its recipients did. The message is stored and shown: it holds no secret.</summary>
public sealed class ChannelRefusedException : Exception
{
    public ChannelRefusedException(ChannelRefusal refusal, string reason, TimeSpan? retryAfter = null, Exception? cause = null)
        : base(reason, cause)
    {
        Refusal = refusal;
        RetryAfter = retryAfter;
    }

    public ChannelRefusal Refusal { get; }

    /// <summary>How long the channel asks to wait.</summary>
    public TimeSpan? RetryAfter { get; }

    /// <summary>The recipients that have not got it; null where no further recipient got it.</summary>
    public IReadOnlyList<MissedRecipient>? Missed { get; init; }
}
