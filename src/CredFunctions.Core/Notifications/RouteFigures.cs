using CredFunctions.Findings;

namespace CredFunctions.Notifications;

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
