namespace CredFunctions.Accounts;

/// <summary>What an <see cref="AccountEvent"/> is.</summary>
public enum AccountEventKind : byte
{
    Opened,
    Reopened,

    /// <summary>An open finding became worse by its report; notified as an opening is.</summary>
    Raised,

    /// <summary>An open finding became worse by policy alone; notified in the digest only.</summary>
    RaisedByPolicy,

    /// <summary>An open finding became less bad; notified in the digest only.</summary>
    Lowered,

    Resolved,

    /// <summary>The exception of an open finding ended, or no longer matches.</summary>
    ExceptionEnded,

    /// <summary>A difference between two reports; see <see cref="AccountEvent.Change"/>.</summary>
    Changed,
}
