namespace CredFunctions.Accounts;

/// <summary>What happened to an account between two runs.</summary>
public enum AccountEventKind : byte
{
    Opened,
    Reopened,

    /// <summary>An open finding became worse by itself; told as an opening is.</summary>
    Raised,

    /// <summary>An open finding became worse by policy alone; told in the digest only.</summary>
    RaisedByPolicy,

    /// <summary>An open finding became less bad; told in the digest only.</summary>
    Lowered,

    Resolved,

    /// <summary>The exception of an open finding ended, or no longer matches.</summary>
    ExceptionEnded,

    /// <summary>A difference between two reports; see <see cref="AccountEvent.Change"/>.</summary>
    Changed,
}
