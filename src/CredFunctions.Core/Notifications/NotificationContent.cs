namespace CredFunctions.Notifications;

/// <summary>
/// What a notification says, as data: every channel puts it into its own words. Bounded, so that it fits a table row and a
/// message however large the report is, and a function of recorded results alone.
/// </summary>
public sealed record NotificationContent
{
    /// <summary>How many items are named; the rest is counted.</summary>
    public const int MaxItems = 100;

    /// <summary>The most characters of a reason or a remark.</summary>
    public const int MaxText = 400;

    /// <summary>The as-of of the report it is about; null where it is about none.</summary>
    public DateTimeOffset? AsOf { get; init; }

    /// <summary>The file, where somebody has to find it: untrusted text. What is told of results names no file.</summary>
    public string? ReportName { get; init; }

    /// <summary>Who answers for what is told, as the route has it.</summary>
    public string? Owner { get; init; }

    /// <summary>Whether the report is its source's first, so that everything is new.</summary>
    public bool IsBaseline { get; init; }

    /// <summary>What comes before everything else, in a sentence: such as that a report was withdrawn; null where nothing does.</summary>
    public string? Headline { get; init; }

    /// <summary>Why, in a sentence or two; for what is told of a report or a source as a whole.</summary>
    public string? Reason { get; init; }

    /// <summary>The figures of the route; null where it is not about findings.</summary>
    public RouteFigures? Figures { get; init; }

    /// <summary>
    /// The most urgent of what is told: what is new first, then what is still open, then what is over; each the worst first.
    /// </summary>
    public IReadOnlyList<NotificationItem> Items { get; init; } = [];

    /// <summary>How many items there are, the named ones included.</summary>
    public long ItemCount { get; init; }

    /// <summary>
    /// Accounts that would have been told at once as well, but for the limit: they are in the digest. On the last alert alone.
    /// </summary>
    public long MoreInDigest { get; init; }

    /// <summary>Where the evidence of the report lies, in words for a person; null where none is kept.</summary>
    public string? Evidence { get; init; }

    /// <summary>What else should be known, such as exceptions that cannot be read; a sentence each.</summary>
    public IReadOnlyList<string> Remarks { get; init; } = [];
}
