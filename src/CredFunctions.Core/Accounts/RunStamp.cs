namespace CredFunctions.Accounts;

/// <summary>Which assessment of which report. Runs of a source are ordered by it.</summary>
/// <param name="AsOf">The instant the report speaks of.</param>
/// <param name="ReportId">SHA-256 of the report's bytes.</param>
/// <param name="Number">1 for the first assessment of these bytes, and one more under each further policy.</param>
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
