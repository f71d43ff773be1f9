using CredFunctions.Accounts;
using CredFunctions.Policy;

namespace CredFunctions.Runs;

/// <summary>The reports of one source, which are recorded one at a time.</summary>
public sealed record Lane
{
    public required string Source { get; init; }

    /// <summary>The active run; a message of any other run has no effect.</summary>
    public RunStamp? Active { get; init; }

    /// <summary>How many times a run was started: the number of the active start, under which accounts are written.</summary>
    public long Starts { get; init; }

    /// <summary>The run that was completed last; all its events have been notified.</summary>
    public RunStamp? LastCompleted { get; init; }

    /// <summary>The last completed report. While a withdrawal is being recorded, it is already the report before.</summary>
    public LastReport? Last { get; init; }

    /// <summary>The policy of the last completed run.</summary>
    public string? LastPolicy { get; init; }

    public bool LastHadUnreadableRows { get; init; }

    /// <summary>How many reports have arrived.</summary>
    public long Arrivals { get; init; }

    /// <summary>The latest as-of under which a known report was uploaded again within hours; null where none was.</summary>
    public DateTimeOffset? SeenAgainAsOf { get; init; }

    /// <summary>Since when the source has had no newer report; null where none was ever completed.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public DateTimeOffset? FreshAsOf => Last is not { } last ? null : SeenAgainAsOf > last.Order.AsOf ? SeenAgainAsOf : last.Order.AsOf;

    /// <summary>What a run of the lane applies to each account.</summary>
    public RunContext ContextFor(RunStamp run, AssessmentPolicy policy, bool hasUnreadableRows) => new()
    {
        Run = run,
        Policy = policy,
        LastCompleted = LastCompleted,
        PreviousHadUnreadableRows = LastHadUnreadableRows,
        HasUnreadableRows = hasUnreadableRows,
    };

    /// <summary>Whether a report comes too late: one that is not later than the last completed one changes nothing.</summary>
    public bool IsStale(ReportRecord report) => Last is { } last && report.ReportId != last.ReportId && report.Order <= last.Order;
}

/// <summary>The last completed report of a source; after a withdrawal, the one before it.</summary>
/// <param name="Sha256">SHA-256 of its bytes.</param>
/// <param name="Order">Its place among the reports; a report whose place is not later comes too late.</param>
public sealed record LastReport(string ReportId, string Sha256, ReportOrder Order);

/// <summary>The place of a report among its source's: by as-of, and by arrival where two have the same.</summary>
/// <param name="AsOf">The as-of of the report.</param>
/// <param name="Arrival">The report's number in the order in which they arrived, from 1.</param>
public readonly record struct ReportOrder(DateTimeOffset AsOf, long Arrival) : IComparable<ReportOrder>
{
    public static bool operator <(ReportOrder left, ReportOrder right) => left.CompareTo(right) < 0;

    public static bool operator >(ReportOrder left, ReportOrder right) => left.CompareTo(right) > 0;

    public static bool operator <=(ReportOrder left, ReportOrder right) => left.CompareTo(right) <= 0;

    public static bool operator >=(ReportOrder left, ReportOrder right) => left.CompareTo(right) >= 0;

    public int CompareTo(ReportOrder other)
    {
        var order = AsOf.CompareTo(other.AsOf);
        return order == 0 ? Arrival.CompareTo(other.Arrival) : order;
    }
}
