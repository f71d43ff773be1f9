using System.Globalization;

using CredFunctions.Pipeline;

namespace CredFunctions.Azure.Messages;

/// <summary>How a message is settled.</summary>
public sealed record Settlement
{
    /// <summary>The longest reason and description that Service Bus keeps, in characters.</summary>
    public const int MaxText = 4096;

    /// <summary>The reason of a dead letter that this version of CredFunctions cannot read.</summary>
    public const string UnreadableReason = "unreadable-message";

    /// <summary>The reason of a dead letter that kept failing for hours, from causes that should have passed.</summary>
    public const string GaveUpReason = "gave-up";

    /// <summary>The reason of a dead letter whose handler failed unexpectedly each time.</summary>
    public const string KeptFailingReason = "kept-failing";

    private Settlement(SettlementKind kind) => Kind = kind;

    public static Settlement Complete { get; } = new(SettlementKind.Complete);

    public static Settlement Abandon { get; } = new(SettlementKind.Abandon);

    public static Settlement Leave { get; } = new(SettlementKind.Leave);

    public static Settlement Fail { get; } = new(SettlementKind.Fail);

    public SettlementKind Kind { get; }

    /// <summary>Of a dead letter: a word to search for. Service Bus sets one of its own, <c>MaxDeliveryCountExceeded</c>.</summary>
    public string? Reason { get; private init; }

    /// <summary>Of a dead letter: a sentence for people.</summary>
    public string? Description { get; private init; }

    /// <summary>How long the copy stays hidden.</summary>
    public TimeSpan Delay { get; private init; }

    public static Settlement AskAgain(TimeSpan delay) => new(SettlementKind.AskAgain) { Delay = delay };

    public static Settlement DeadLetter(string reason, string description) => new(SettlementKind.DeadLetter)
    {
        Reason = reason,
        Description = ShortText.Of(description, MaxText),
    };

    /// <summary>Settles a message that cannot be read.</summary>
    public static Settlement OfUnreadable(string fault) => DeadLetter(UnreadableReason, fault);

    /// <summary>Settles a message whose handler returned.</summary>
    /// <param name="isDone">Whether the handler did everything; else the message has to be tried again.</param>
    /// <param name="attempt">How often the message was tried before.</param>
    /// <param name="limits">How often and how long a message is retried.</param>
    public static Settlement OfHandled(bool isDone, int attempt, PipelineLimits limits) =>
        isDone ? Complete : Later(attempt, limits, "others kept writing the same rows");

    /// <summary>Settles a message whose handler threw.</summary>
    /// <param name="failure">What it threw.</param>
    /// <param name="isTransient">Whether the failure is transient.</param>
    /// <param name="isStopping">Whether the process was asked to stop.</param>
    /// <param name="attempt">How often the message was tried before.</param>
    /// <param name="deliveryCount">How often this message was delivered; 0 when it did not come from a queue.</param>
    /// <param name="limits">How often and how long a message is retried.</param>
    public static Settlement OfFailed(
        Exception failure, bool isTransient, bool isStopping, int attempt, int deliveryCount, PipelineLimits limits)
    {
        var cause = failure.GetType().Name;
        if (isStopping)
            return Abandon;

        // A throw would bring it back at once, and a short outage would use up all its deliveries in seconds.
        if (isTransient)
            return Later(attempt, limits, cause);
        return deliveryCount < limits.MaxDeliveries
            ? Fail
            : DeadLetter(
                KeptFailingReason,
                string.Create(
                    CultureInfo.InvariantCulture, $"It failed unexpectedly in delivery {deliveryCount}, because of this: {cause}."));
    }

    private static Settlement Later(int attempt, PipelineLimits limits, string cause) => attempt + 1 < limits.MaxAttempts
        ? AskAgain(limits.DelayOf(attempt))
        : DeadLetter(
            GaveUpReason,
            string.Create(
                CultureInfo.InvariantCulture, $"It failed {limits.MaxAttempts} times, the last time because of this: {cause}."));
}

/// <summary>What becomes of a received message.</summary>
public enum SettlementKind : byte
{
    /// <summary>It is done and removed.</summary>
    Complete,

    /// <summary>It is delivered again at once: the process that handled it had to stop.</summary>
    Abandon,

    /// <summary>A copy of it is sent for later, and it is removed.</summary>
    AskAgain,

    /// <summary>It is left as it is, and delivered again when its lock ends: Service Bus takes no copy of it.</summary>
    Leave,

    /// <summary>It can never succeed: it is moved to the dead-letter queue for people to see.</summary>
    DeadLetter,

    /// <summary>The failure is unexpected: it counts as a failed delivery and a failed function.</summary>
    Fail,
}
