using CredFunctions.Notifications;
using CredFunctions.Policy;

namespace CredFunctions.Ports;

/// <summary>Sends to the channels of a kind.</summary>
public interface IChannelSender
{
    bool Serves(string kind);

    /// <summary>
    /// Sends, waiting for an answer as long as the channel's protocol allows; throws <see cref="ChannelRefusedException"/>, and nothing
    /// else, when it did not arrive or its arrival is unconfirmed.
    /// </summary>
    /// <param name="channel">The channel, as the policy in force has it.</param>
    Task<Delivery> SendAsync(Channel channel, Notification notification, CancellationToken cancellationToken);
}

/// <summary>A notification arrived.</summary>
/// <param name="Remark">What went wrong all the same, such as one recipient of several; without a secret.</param>
public sealed record Delivery(string? Remark = null)
{
    public static Delivery Whole { get; } = new();
}

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

    /// <summary>The recipients that have not received it; null where no further recipient received it.</summary>
    public IReadOnlyList<MissedRecipient>? Missed { get; init; }
}

/// <summary>Whether to try again.</summary>
public enum ChannelRefusal : byte
{
    /// <summary>The channel is down, busy or misconfigured; that may pass.</summary>
    Transient,

    /// <summary>The channel will never accept this notification.</summary>
    Permanent,

    /// <summary>The channel may have accepted it: all of it was sent, and the answer was lost. It is not retried.</summary>
    Unconfirmed,
}
