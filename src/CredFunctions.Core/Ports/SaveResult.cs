namespace CredFunctions.Ports;

/// <summary>The result of saving accounts.</summary>
public enum SaveResult : byte
{
    Saved,

    /// <summary>One of the accounts has changed since it was read: read them again.</summary>
    Changed,

    /// <summary>A later start has written to their bucket: this write is late, and nothing is left to do.</summary>
    Superseded,
}
