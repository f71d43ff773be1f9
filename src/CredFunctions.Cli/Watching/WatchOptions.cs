namespace CredFunctions.Cli.Watching;

/// <summary>What the user asked of a watch.</summary>
internal sealed record WatchOptions
{
    public static TimeSpan DefaultSettle { get; } = TimeSpan.FromSeconds(2);

    public required string Folder { get; init; }

    /// <summary>The state file; null for <c>audit.db</c> in the folder.</summary>
    public string? State { get; init; }

    /// <summary>The policy file; null for the built-in defaults.</summary>
    public string? Policy { get; init; }

    /// <summary>The path of the roster; null for none.</summary>
    public string? Roster { get; init; }

    /// <summary>The path of the private key that signs each manifest; null for none.</summary>
    public string? Sign { get; init; }

    /// <summary>The source of files that lie in no folder of their own.</summary>
    public string Source { get; init; } = SourceName.Default;

    /// <summary><c>name</c> for the time in each file's name; null for when it was last modified.</summary>
    public string? AsOf { get; init; }

    /// <summary>How long a file has to stay as it is before it is read.</summary>
    public TimeSpan Settle { get; init; } = DefaultSettle;

    /// <summary>The file that metrics are written to; null for none.</summary>
    public string? Metrics { get; init; }

    /// <summary>Whether the state may be new where reports were recorded before.</summary>
    public bool NewState { get; init; }

    /// <summary>Whether it ends when nothing is left to do.</summary>
    public bool Once { get; init; }
}
