using CredFunctions.Accounts;

namespace CredFunctions.Cli.Scanning.Table;

/// <summary>How much an event matters: news before relief, worse before less bad, and where two are alike, who comes first.</summary>
internal readonly record struct EventRank(bool IsNews, Severity Severity, long Order) : IComparable<EventRank>
{
    public static EventRank Of(AccountEvent happened, long order) =>
        new(happened.Kind is not (AccountEventKind.Resolved or AccountEventKind.Lowered), happened.Severity, order);

    public static bool operator <(EventRank left, EventRank right) => left.CompareTo(right) < 0;

    public static bool operator >(EventRank left, EventRank right) => left.CompareTo(right) > 0;

    public static bool operator <=(EventRank left, EventRank right) => left.CompareTo(right) <= 0;

    public static bool operator >=(EventRank left, EventRank right) => left.CompareTo(right) >= 0;

    /// <summary>A greater rank matters more.</summary>
    public int CompareTo(EventRank other) =>
        IsNews != other.IsNews ? IsNews.CompareTo(other.IsNews)
        : Severity != other.Severity ? Severity.CompareTo(other.Severity)
        : other.Order.CompareTo(Order);
}
