namespace CredFunctions.Policy;

/// <summary>How many known accounts may be missing from a report before it is held until an operator decides.</summary>
/// <param name="Percent">Of the source's known accounts.</param>
/// <param name="Least">The percentage applies from this number of missing accounts on.</param>
public sealed record DepartureLimit(int Percent, int Least)
{
    // For a source with few accounts, to which the percentage never applies. No policy can change this limit.
    private const int LeastOfHalf = 2;

    public static DepartureLimit Default { get; } = new(Percent: 20, Least: 10);

    /// <summary>Whether a report is held: too many are missing by the percentage, or two or more and over half of the known.</summary>
    /// <param name="missing">Known accounts that no readable row names, less the number of unreadable rows.</param>
    /// <param name="known">Accounts of the source that have not left.</param>
    public bool IsExceeded(long missing, long known) =>
        (missing >= Least && missing * 100 > known * Percent) || (missing >= LeastOfHalf && missing * 2 > known);
}
