namespace CredFunctions.Notifications;

/// <summary>How far a notification has come.</summary>
public enum NotificationStatus : byte
{
    Pending,
    Sent,

    /// <summary>Given up after a day of tries; it can be replayed.</summary>
    Failed,

    /// <summary>The channel may have taken it: its answer was lost. It is not sent again by itself; it can be replayed.</summary>
    Unconfirmed,
}
