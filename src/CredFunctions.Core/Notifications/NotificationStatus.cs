namespace CredFunctions.Notifications;

/// <summary>The state of a notification.</summary>
public enum NotificationStatus : byte
{
    Pending,
    Sent,

    /// <summary>Given up after a day of retries; it can be replayed.</summary>
    Failed,

    /// <summary>The channel may have accepted it, but its answer was lost. It is not retried; it can be replayed.</summary>
    Unconfirmed,
}
