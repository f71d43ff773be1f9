using CredFunctions.Reports;

namespace CredFunctions.Accounts;

/// <summary>What is kept of an access key to compare it with the next report. Keys are distinguished by SecretId, never by slot.</summary>
public sealed record KeySnapshot
{
    /// <summary>Recognises the SecretId without holding it; see <see cref="SecretIdHash"/>.</summary>
    public required string Hash { get; init; }

    public required string Mask { get; init; }

    /// <summary>The slot it stood in when it was last seen.</summary>
    public required KeySlot Slot { get; init; }

    /// <summary>The last status that was recognised.</summary>
    public KeyStatus? Status { get; init; }

    /// <summary>When it was created, by the report that <see cref="LastUsed"/> is of.</summary>
    public DateTimeOffset? Created { get; init; }

    /// <summary>
    /// The last use by the last report in which that cell was a time or not applicable and the status was recognised; null
    /// where it was never used, or no such report has come.
    /// </summary>
    public DateTimeOffset? LastUsed { get; init; }

    /// <summary>Whether that report has it as never used.</summary>
    public bool NeverUsed { get; init; }

    /// <summary>The as-of of that report; null in a report's own snapshot.</summary>
    public DateTimeOffset? UsedAsOf { get; init; }

    /// <summary>Whether it stood in the last report in which both SecretId cells were recognised.</summary>
    public bool IsListed { get; init; }

    /// <summary>The as-of of the report from which it was gone; null while it may be there.</summary>
    public DateTimeOffset? GoneSince { get; init; }

    /// <summary>This key as a report shows it, with what the reports before have of it where this one has nothing usable.</summary>
    internal KeySnapshot After(KeySnapshot? before, DateTimeOffset asOf, bool isListed)
    {
        var hasUse = LastUsed is not null || NeverUsed;
        return this with
        {
            Status = Status ?? before?.Status,
            Created = hasUse ? Created : before?.Created,
            LastUsed = hasUse ? LastUsed : before?.LastUsed,
            NeverUsed = hasUse ? NeverUsed : before is { NeverUsed: true },
            UsedAsOf = hasUse ? asOf : before?.UsedAsOf,
            IsListed = isListed || before is { IsListed: true },
        };
    }
}
