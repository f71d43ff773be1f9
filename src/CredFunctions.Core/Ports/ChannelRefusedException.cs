using CredFunctions.Notifications;

namespace CredFunctions.Ports;

/// <summary>A channel did not take a notification, or not for everybody. The message is kept and shown: it holds no secret.</summary>
public sealed class ChannelRefusedException : Exception
{
    public ChannelRefusedException(ChannelRefusal refusal, string reason, TimeSpan? retryAfter = null, Exception? cause = null)
        : base(reason, cause)
    {
        Refusal = refusal;
        RetryAfter = retryAfter;
    }

    public ChannelRefusal Refusal { get; }

    /// <summary>How long the channel wants to be left alone.</summary>
    public TimeSpan? RetryAfter { get; }

    /// <summary>Who of the channel has not got it; null where nobody has got more of it than before.</summary>
    public IReadOnlyList<MissedRecipient>? Missed { get; init; }
}
