namespace CredFunctions.Notifications;

/// <summary>What a notification is about.</summary>
public enum NotificationKind : byte
{
    /// <summary>What a report changed on one route; the form of a source's first report is its baseline.</summary>
    Digest,

    /// <summary>What cannot wait for somebody to read the digest: one account.</summary>
    Alert,

    /// <summary>What has been open for so many days again.</summary>
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

    /// <summary>A sample, sent so that somebody sees it arrive.</summary>
    Test,
}
