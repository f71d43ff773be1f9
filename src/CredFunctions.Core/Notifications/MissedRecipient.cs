namespace CredFunctions.Notifications;

/// <summary>A recipient of a channel that a notification did not get to.</summary>
/// <param name="Address">Who, as the policy has it.</param>
/// <param name="Refusal">Why it never gets there, without a secret; null where it is tried again.</param>
public sealed record MissedRecipient(string Address, string? Refusal = null)
{
    /// <summary>The most characters of a refusal: a row holds as many as a channel may have recipients.</summary>
    public const int MaxRefusal = 100;

    /// <summary>One that is not tried again.</summary>
    public static MissedRecipient ForGood(string address, string refusal) => new(address, ShortText.Of(refusal, MaxRefusal));
}
