namespace CredFunctions.Notifications;

/// <summary>What a notification is about.</summary>
public enum NotificationKind : byte
{
    /// <summary>The events of a report on one route; for the first report of a source, its baseline.</summary>
    Digest,

    /// <summary>An account with a finding or change too severe to wait for the digest.</summary>
    Alert,

    /// <summary>Findings that have been open for another interval.</summary>
    Reminder,

    Rejected,
    Held,
    Incomplete,
    Stale,

    /// <summary>A source has had no report for too long.</summary>
    Overdue,

    /// <summary>The policy cannot be read, and the last one that could stays in force.</summary>
    PolicyUnreadable,

    /// <summary>The last day of an exception is near.</summary>
    ExceptionEnding,

    /// <summary>The last day of an exception is over.</summary>
    ExceptionEnded,

    /// <summary>A test of a channel.</summary>
    Test,
}
