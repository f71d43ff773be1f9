using System.Globalization;

using CredFunctions.Pipeline;

namespace CredFunctions.Azure.Messages;

/// <summary>How a message is settled, given what came of it. Pure.</summary>
public static class SettlementRules
{
    public static Settlement Unreadable(string fault) => Settlement.DeadLetter(DeadLetterReasons.Unreadable, fault);

    /// <summary>The handler came back.</summary>
    /// <param name="isDone">Whether it did all there was to do; else the message has to come again.</param>
    /// <param name="attempt">How often the message was tried before.</param>
    /// <param name="limits">How long that goes on.</param>
    public static Settlement Handled(bool isDone, int attempt, PipelineLimits limits) =>
        isDone ? Settlement.Complete : Later(attempt, limits, "others kept writing the same rows");

    /// <summary>The handler threw.</summary>
    /// <param name="failure">What it threw.</param>
    /// <param name="isTransient">Whether that passes by itself.</param>
    /// <param name="isStopping">Whether the process was asked to stop.</param>
    /// <param name="attempt">How often the message was tried before.</param>
    /// <param name="limits">How long that goes on.</param>
    public static Settlement Failed(Exception failure, bool isTransient, bool isStopping, int attempt, PipelineLimits limits)
    {
        if (isStopping)
            return Settlement.Abandon;
        // A throw would bring it back at once, and a short outage would spend all its deliveries in seconds.
        return isTransient ? Later(attempt, limits, failure.GetType().Name) : Settlement.Fail;
    }

    private static Settlement Later(int attempt, PipelineLimits limits, string cause) => attempt + 1 < limits.MaxAttempts
        ? Settlement.AskAgain(limits.DelayOf(attempt))
        : Settlement.DeadLetter(
            DeadLetterReasons.GaveUp,
            string.Create(CultureInfo.InvariantCulture,
                $"It came to nothing {limits.MaxAttempts} times, the last time because of this: {cause}."));
}
