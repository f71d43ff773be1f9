using CredFunctions.Reports;

namespace CredFunctions.Accounts;

/// <summary>What is kept of an access key to compare it with the next report. Keys are told apart by SecretId, never by slot.</summary>
public sealed record KeySnapshot
{
    /// <summary>Recognises the SecretId without holding it; see <see cref="SecretIdHash"/>.</summary>
    public required string Hash { get; init; }

    public required string Mask { get; init; }

    /// <summary>The slot it stood in when it was last seen.</summary>
    public required KeySlot Slot { get; init; }

    /// <summary>The last status that was recognised.</summary>
    public KeyStatus? Status { get; init; }

    public DateTimeOffset? Created { get; init; }

    /// <summary>Null where the report had no time; see <see cref="NeverUsed"/>.</summary>
    public DateTimeOffset? LastUsed { get; init; }

    /// <summary>Whether the report said so: last used is not applicable.</summary>
    public bool NeverUsed { get; init; }
}
