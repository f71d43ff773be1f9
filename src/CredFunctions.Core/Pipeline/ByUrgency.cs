namespace CredFunctions.Pipeline;

/// <summary>News before relief, worse before less bad, then by account and message, so that the order is always the same. The most urgent is the greatest.</summary>
internal sealed class ByUrgency : IComparer<ToldEvent>
{
    public static ByUrgency Order { get; } = new();

    public int Compare(ToldEvent? x, ToldEvent? y)
    {
        if (x is null || y is null)
            return (x is null ? 0 : 1) - (y is null ? 0 : 1);

        var order = x.IsNews.CompareTo(y.IsNews);
        if (order == 0)
            order = x.Event.Severity.CompareTo(y.Event.Severity);
        if (order == 0)
            order = string.CompareOrdinal(y.AccountId, x.AccountId);
        return order == 0 ? string.CompareOrdinal(y.Event.Message, x.Event.Message) : order;
    }
}
