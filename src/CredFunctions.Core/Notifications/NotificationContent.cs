using CredFunctions.Findings;

namespace CredFunctions.Notifications;

/// <summary>
/// The content of a notification as data, which channels put into words. It is bounded, so that it fits a table row and a
/// message however large the report is, and a function of recorded results alone.
/// </summary>
public sealed record NotificationContent
{
    /// <summary>The most items that are listed; the others are counted.</summary>
    public const int MaxItems = 100;

    /// <summary>The most characters of a reason or a remark.</summary>
    public const int MaxText = 400;

    /// <summary>The as-of of the report it is about; null where it is about none.</summary>
    public DateTimeOffset? AsOf { get; init; }

    /// <summary>The name of the file where the user has to find it, untrusted. Notifications of results name no file.</summary>
    public string? ReportName { get; init; }

    public string? Owner { get; init; }

    /// <summary>Whether the report is its source's first, so that everything is new.</summary>
    public bool IsBaseline { get; init; }

    /// <summary>A sentence before everything else, such as that a report was withdrawn; null where there is none.</summary>
    public string? Headline { get; init; }

    /// <summary>The reason, in a sentence or two, of a notice about a report or a source.</summary>
    public string? Reason { get; init; }

    /// <summary>The figures of the route; null where it is not about findings.</summary>
    public RouteFigures? Figures { get; init; }

    /// <summary>
    /// The most urgent items: new ones first, then those still open, then settled ones; within each, the worst first.
    /// </summary>
    public IReadOnlyList<NotificationItem> Items { get; init; } = [];

    /// <summary>How many items there are, the named ones included.</summary>
    public long ItemCount { get; init; }

    /// <summary>
    /// Accounts without an alert of their own because of the limit; they are in the digest. Set on the last alert only.
    /// </summary>
    public long MoreInDigest { get; init; }

    /// <summary>The location of the evidence of the report; null where none is kept.</summary>
    public string? Evidence { get; init; }

    /// <summary>Further sentences, for example about malformed exceptions.</summary>
    public IReadOnlyList<string> Remarks { get; init; } = [];
}

/// <summary>The figures of a report on one route, and of how well it could be read.</summary>
public sealed record RouteFigures
{
    /// <summary>Accounts with an open finding.</summary>
    public long Accounts { get; init; }

    /// <summary>Open findings by severity's name, those under an exception included.</summary>
    public IReadOnlyDictionary<string, long> Open { get; init; } = new Dictionary<string, long>(StringComparer.Ordinal);

    /// <summary>Open findings under an exception.</summary>
    public long Suppressed { get; init; }

    public long Opened { get; init; }
    public long Reopened { get; init; }

    /// <summary>Open findings that became worse, by themselves or by policy.</summary>
    public long Raised { get; init; }

    public long Lowered { get; init; }
    public long Resolved { get; init; }

    /// <summary>Open findings whose exception ended.</summary>
    public long ExceptionsEnded { get; init; }

    /// <summary>Differences to the report before.</summary>
    public long Changes { get; init; }

    /// <summary>Accounts that the whole report holds.</summary>
    public long ReportAccounts { get; init; }

    /// <summary>Rows of the whole report that could not be read.</summary>
    public long UnreadableRows { get; init; }

    /// <summary>Verdicts of the whole report that could not be given.</summary>
    public long NotAssessed { get; init; }

    /// <summary>The columns that kept them from being given, the one with the most first; at most all columns of the format.</summary>
    public IReadOnlyList<UnassessedColumn> NotAssessedColumns { get; init; } = [];

    public UnassessedChecks Unassessed() => new(NotAssessed, NotAssessedColumns);
}
