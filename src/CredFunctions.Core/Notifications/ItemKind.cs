namespace CredFunctions.Notifications;

/// <summary>What kind of event an item is, or that it is still open.</summary>
public enum ItemKind : byte
{
    Opened,
    Reopened,
    Raised,

    /// <summary>The policy alone raised its severity.</summary>
    RaisedByPolicy,

    /// <summary>Its exception ended, or no longer matches.</summary>
    ExceptionEnded,

    /// <summary>A change of the account, such as MFA that was turned off.</summary>
    Changed,

    /// <summary>It was open before and still is.</summary>
    StillOpen,

    /// <summary>It is open under an exception.</summary>
    Excepted,

    Lowered,
    Resolved,
}
