namespace CredFunctions.Notifications;

/// <summary>What happened to an item since the report before.</summary>
public enum ItemKind : byte
{
    Opened,
    Reopened,
    Raised,

    /// <summary>It became worse by policy alone.</summary>
    RaisedByPolicy,

    /// <summary>Its exception ended, or no longer matches.</summary>
    ExceptionEnded,

    /// <summary>Something differs from the report before.</summary>
    Changed,

    /// <summary>Nothing: it was open and is open.</summary>
    StillOpen,

    /// <summary>It is open under an exception.</summary>
    Excepted,

    Lowered,
    Resolved,
}
