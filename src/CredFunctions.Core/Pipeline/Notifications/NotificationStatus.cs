namespace CredFunctions.Pipeline.Notifications;

/// <summary>How far a notification has come.</summary>
public enum NotificationStatus : byte
{
    Pending,
    Sent,

    /// <summary>Given up after a day of tries; it can be replayed.</summary>
    Failed,
}
