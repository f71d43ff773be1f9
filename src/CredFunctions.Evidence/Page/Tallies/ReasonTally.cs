namespace CredFunctions.Evidence.Page.Tallies;

/// <summary>How often something was not assessed, and the reasons that were given most often.</summary>
internal sealed class ReasonTally
{
    // A cell's text is part of a reason, so there may be as many reasons as accounts.
    private const int MostReasons = 64;

    private readonly Dictionary<string, long> reasons = new(StringComparer.Ordinal);

    public long Count { get; private set; }

    /// <summary>The most frequent reasons, with how often each was given.</summary>
    public IEnumerable<KeyValuePair<string, long>> Top(int count) =>
        reasons.OrderByDescending(reason => reason.Value).ThenBy(reason => reason.Key, StringComparer.Ordinal).Take(count);

    public void Add(string reason)
    {
        Count++;
        if (reasons.TryGetValue(reason, out var times) || reasons.Count < MostReasons)
            reasons[reason] = times + 1;
    }
}
