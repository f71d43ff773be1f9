namespace CredFunctions.Policy;

/// <summary>When a completed report sends a digest.</summary>
public enum DigestMode : byte
{
    /// <summary>When something has changed since the report before.</summary>
    Changes,

    /// <summary>After every report, so that silence means that something is wrong.</summary>
    Always,
}
