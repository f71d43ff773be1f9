using CredFunctions.Cli.Commands;
using CredFunctions.Languages;

namespace CredFunctions.Cli.Scanning;

/// <summary>What the user asked of a scan.</summary>
internal sealed record ScanOptions
{
    /// <summary>The paths of the reports, at least one; <c>-</c> is stdin.</summary>
    public required IReadOnlyList<string> Files { get; init; }

    /// <summary>A time, or <c>name</c> for the time in the file's name. Null: when the file was last modified; for stdin, now.</summary>
    public string? AsOf { get; init; }

    public string Source { get; init; } = SourceName.Default;

    /// <summary>The path of the policy; null for the built-in one.</summary>
    public string? Policy { get; init; }

    /// <summary>The path of the roster; null for none.</summary>
    public string? Roster { get; init; }

    /// <summary>The path of another policy, with which the first is compared; null for none.</summary>
    public string? ComparePolicy { get; init; }

    /// <summary>The path of the state; null for none that lasts.</summary>
    public string? State { get; init; }

    /// <summary>The folder that evidence is written to; null for none.</summary>
    public string? Out { get; init; }

    /// <summary>The path of the private key that signs each manifest; null for none.</summary>
    public string? Sign { get; init; }

    /// <summary>Whether notifications are delivered to the channels of the policy.</summary>
    public bool Notify { get; init; }

    public OutputFormat Format { get; init; }

    /// <summary>What is printed of the result.</summary>
    public ShownPart Part { get; init; } = new();

    /// <summary>The language of the table and of the page of evidence; null for the policy's.</summary>
    public Language? Language { get; init; }

    /// <summary>The least severity of a finding that makes the exit code 1; null for none.</summary>
    public Severity? FailOn { get; init; }

    public bool Quiet { get; init; }
}
