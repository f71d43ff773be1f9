namespace CredFunctions.Runs;

/// <summary>The place of a report among its source's: by as-of, and by arrival where two have the same.</summary>
/// <param name="AsOf">The instant the report speaks of.</param>
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
