namespace CredFunctions.Policy;

/// <summary>How many known accounts may be missing from a report before it is held for a person to look at.</summary>
/// <param name="Percent">Of the source's known accounts.</param>
/// <param name="Least">Fewer than so many are never too many.</param>
public sealed record DepartureLimit(int Percent, int Least)
{
    public static DepartureLimit Default { get; } = new(Percent: 20, Least: 10);

    /// <summary>Whether a report is held: more than the percentage is missing, and at least the least number.</summary>
    public bool IsExceeded(long missing, long known) => missing >= Least && missing * 100 > known * Percent;
}
