using System.Collections.ObjectModel;

namespace CredFunctions.Accounts;

/// <summary>A finding with its life: when it was first seen, how often it opened, whether it is open.</summary>
public sealed record FindingState
{
    public required string Fingerprint { get; init; }
    public required string Rule { get; init; }

    /// <summary>Where it stood when it was last seen.</summary>
    public required Subject Subject { get; init; }

    public string? KeyHash { get; init; }
    public string? SecretIdMask { get; init; }
    public required Severity Severity { get; init; }
    public required Severity CatalogueSeverity { get; init; }
    public required string Message { get; init; }
    public IReadOnlyDictionary<string, string> Evidence { get; init; } = ReadOnlyDictionary<string, string>.Empty;

    /// <summary>The as-of of the first report that showed it; a later opening keeps it.</summary>
    public required DateTimeOffset FirstSeen { get; init; }

    /// <summary>The as-of of the last opening.</summary>
    public required DateTimeOffset OpenedAt { get; init; }

    /// <summary>How often it opened, from 1.</summary>
    public required int Openings { get; init; }

    /// <summary>The as-of of the last report that confirmed it.</summary>
    public required DateTimeOffset LastSeen { get; init; }

    /// <summary>The as-of of the report that resolved it; null while it is open.</summary>
    public DateTimeOffset? ResolvedAt { get; init; }

    /// <summary>The as-of of the report from which its key was gone; null while it is there, and for a finding on the account.</summary>
    public DateTimeOffset? KeyGoneSince { get; init; }

    /// <summary>The exception that keeps it from being notified, while one does.</summary>
    public Suppression? Suppression { get; init; }

    /// <summary>
    /// The opening, or the rise since, that an exception or a rule that is off has kept from being notified; it is notified
    /// once nothing does. Null where all was notified.
    /// </summary>
    public AccountEventKind? Unnotified { get; init; }

    public bool IsOpen => ResolvedAt is null;
}

/// <summary>The exception that an open finding falls under.</summary>
/// <param name="Until">The last day, inclusive, in the report's zone.</param>
/// <param name="Reason">Why the team lives with the finding.</param>
/// <param name="Owner">Who answers for it.</param>
public sealed record Suppression(DateOnly Until, string Reason, string Owner);
