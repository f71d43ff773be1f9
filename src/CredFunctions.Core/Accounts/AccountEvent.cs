using CredFunctions.Findings;

namespace CredFunctions.Accounts;

/// <summary>Something that happened to an account in one run, told once.</summary>
public sealed record AccountEvent
{
    public required AccountEventKind Kind { get; init; }

    public required Severity Severity { get; init; }

    public required string Message { get; init; }

    /// <summary>The run that made it; a later run keeps the events of one that was never completed.</summary>
    public required RunStamp Run { get; init; }

    /// <summary>The finding it is about; null for a change.</summary>
    public string? Fingerprint { get; init; }

    /// <summary>The finding's rule; null for a change.</summary>
    public string? Rule { get; init; }

    /// <summary>The change's id, such as <c>access-key-awoke</c>; null for a finding.</summary>
    public string? Change { get; init; }

    /// <summary>The masked SecretId, where it is about a key.</summary>
    public string? SecretIdMask { get; init; }

    /// <summary>Which opening of the finding.</summary>
    public int Openings { get; init; }

    /// <summary>Whether an exception keeps the finding from being told.</summary>
    public bool IsSuppressed { get; init; }
}
