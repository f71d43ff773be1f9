namespace CredFunctions.Notifications;

/// <summary>A recipient of a channel that does not have a notification.</summary>
/// <param name="Address">The address, as in the policy.</param>
/// <param name="Refusal">Why it is not retried, without a secret; null where it is retried.</param>
public sealed record MissedRecipient(string Address, string? Refusal = null)
{
    /// <summary>The most characters of a refusal, since a row has one for each recipient.</summary>
    public const int MaxRefusal = 100;

    /// <summary>A recipient that is not retried.</summary>
    public static MissedRecipient ForGood(string address, string refusal) => new(address, ShortText.Of(refusal, MaxRefusal));
}
