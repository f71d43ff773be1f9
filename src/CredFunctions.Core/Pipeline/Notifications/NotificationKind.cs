namespace CredFunctions.Pipeline.Notifications;

/// <summary>What a notification is about.</summary>
public enum NotificationKind : byte
{
    /// <summary>What a report changed; the form of a source's first report is its baseline.</summary>
    Digest,
    Rejected,
    Held,
    Incomplete,
    Stale,
}
