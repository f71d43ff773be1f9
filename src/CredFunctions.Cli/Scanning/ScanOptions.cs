using CredFunctions.Findings;

namespace CredFunctions.Cli.Scanning;

/// <summary>What the user asked of a scan.</summary>
internal sealed record ScanOptions
{
    /// <summary>The report's path; <c>-</c> is stdin.</summary>
    public required string File { get; init; }

    /// <summary>Null: when the file was last modified; for stdin, now.</summary>
    public DateTimeOffset? AsOf { get; init; }

    public string Source { get; init; } = SourceName.Default;

    public OutputFormat Format { get; init; }

    /// <summary>The least severity of a finding that makes the exit code 1; null for none.</summary>
    public Severity? FailOn { get; init; }

    public bool Quiet { get; init; }
}
