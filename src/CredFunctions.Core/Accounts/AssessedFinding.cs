namespace CredFunctions.Accounts;

/// <summary>A finding as one run made it: no state, no history.</summary>
public sealed record AssessedFinding
{
    public required string Fingerprint { get; init; }

    public required string Rule { get; init; }

    public required Subject Subject { get; init; }

    /// <summary>The key's <see cref="SecretIdHash"/>; null for a finding on the account.</summary>
    public string? KeyHash { get; init; }

    public string? SecretIdMask { get; init; }

    /// <summary>The severity under the run's policy.</summary>
    public required Severity Severity { get; init; }

    /// <summary>The severity of the catalogue, by which a rise is the report's or the policy's.</summary>
    public required Severity CatalogueSeverity { get; init; }

    public required string Message { get; init; }

    /// <summary>The cells that decided it, by column; SecretIds masked.</summary>
    public IReadOnlyDictionary<string, string> Evidence { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);
}
