namespace CredFunctions.Azure.Messages;

/// <summary>Why a message is put aside. Service Bus has one of its own beside these: <c>MaxDeliveryCountExceeded</c>.</summary>
public static class DeadLetterReasons
{
    /// <summary>The body is no message that this version of CredFunctions reads.</summary>
    public const string Unreadable = "unreadable-message";

    /// <summary>It came to nothing for hours, for reasons that should have passed by themselves.</summary>
    public const string GaveUp = "gave-up";
}
