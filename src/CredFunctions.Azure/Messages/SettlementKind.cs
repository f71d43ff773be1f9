namespace CredFunctions.Azure.Messages;

/// <summary>What becomes of a message that was received.</summary>
public enum SettlementKind : byte
{
    /// <summary>It is done and goes.</summary>
    Complete,

    /// <summary>It stays, and comes again at once: whoever worked it had to stop.</summary>
    Abandon,

    /// <summary>A copy of it comes later, and it goes.</summary>
    AskAgain,

    /// <summary>It can never succeed: it is put aside for people to see.</summary>
    DeadLetter,

    /// <summary>Nobody expected this: it counts as a delivery that failed, and as a function that failed.</summary>
    Fail,
}
