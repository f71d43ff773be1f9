using CredFunctions.Accounts;

namespace CredFunctions.Cli.Scanning.Table;

/// <summary>How much an event matters: problems before relief, worse before less bad, and the first of equals.</summary>
internal readonly record struct EventRank(bool IsNew, Severity Severity, long Order) : IComparable<EventRank>
{
    public static EventRank Of(AccountEvent accountEvent, long order) =>
        new(accountEvent.Kind is not (AccountEventKind.Resolved or AccountEventKind.Lowered), accountEvent.Severity, order);

    public static bool operator <(EventRank left, EventRank right) => left.CompareTo(right) < 0;

    public static bool operator >(EventRank left, EventRank right) => left.CompareTo(right) > 0;

    public static bool operator <=(EventRank left, EventRank right) => left.CompareTo(right) <= 0;

    public static bool operator >=(EventRank left, EventRank right) => left.CompareTo(right) >= 0;

    /// <summary>A greater rank matters more.</summary>
    public int CompareTo(EventRank other) =>
        IsNew != other.IsNew ? IsNew.CompareTo(other.IsNew)
        : Severity != other.Severity ? Severity.CompareTo(other.Severity)
        : other.Order.CompareTo(Order);
}
