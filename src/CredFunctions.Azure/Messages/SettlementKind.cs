namespace CredFunctions.Azure.Messages;

/// <summary>What becomes of a received message.</summary>
public enum SettlementKind : byte
{
    /// <summary>It is done and removed.</summary>
    Complete,

    /// <summary>It is delivered again at once: the process that handled it had to stop.</summary>
    Abandon,

    /// <summary>A copy of it is sent for later, and it is removed.</summary>
    AskAgain,

    /// <summary>It can never succeed: it is moved to the dead-letter queue for people to see.</summary>
    DeadLetter,

    /// <summary>The failure is unexpected: it counts as a failed delivery and a failed function.</summary>
    Fail,
}
