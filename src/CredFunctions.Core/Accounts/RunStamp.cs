namespace CredFunctions.Accounts;

/// <summary>Which assessment of which report. Runs of a source are ordered by it.</summary>
/// <param name="AsOf">The instant the report speaks of.</param>
/// <param name="ReportId">The report's id: the hash of its bytes and its as-of.</param>
/// <param name="Number">The number of the report's run, from 1.</param>
public readonly record struct RunStamp(DateTimeOffset AsOf, string ReportId, int Number) : IComparable<RunStamp>
{
    public static bool operator <(RunStamp left, RunStamp right) => left.CompareTo(right) < 0;

    public static bool operator >(RunStamp left, RunStamp right) => left.CompareTo(right) > 0;

    public static bool operator <=(RunStamp left, RunStamp right) => left.CompareTo(right) <= 0;

    public static bool operator >=(RunStamp left, RunStamp right) => left.CompareTo(right) >= 0;

    public int CompareTo(RunStamp other)
    {
        var order = AsOf.CompareTo(other.AsOf);
        if (order == 0)
            order = string.CompareOrdinal(ReportId, other.ReportId);
        return order == 0 ? Number.CompareTo(other.Number) : order;
    }
}
