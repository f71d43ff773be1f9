using CredFunctions.Accounts;

namespace CredFunctions.Cli.Scanning.Table;

/// <summary>How bad an account is: its worst severity, how many findings of it, and where two are alike, who comes first.</summary>
internal readonly record struct AccountRank(Severity Worst, int WorstCount, long Order) : IComparable<AccountRank>
{
    /// <summary>A greater rank is worse.</summary>
    public int CompareTo(AccountRank other) =>
        Worst != other.Worst ? Worst.CompareTo(other.Worst)
        : WorstCount != other.WorstCount ? WorstCount.CompareTo(other.WorstCount)
        : other.Order.CompareTo(Order);

    public static bool operator <(AccountRank left, AccountRank right) => left.CompareTo(right) < 0;

    public static bool operator >(AccountRank left, AccountRank right) => left.CompareTo(right) > 0;

    public static bool operator <=(AccountRank left, AccountRank right) => left.CompareTo(right) <= 0;

    public static bool operator >=(AccountRank left, AccountRank right) => left.CompareTo(right) >= 0;

    public static AccountRank Of(IReadOnlyList<FindingState> findings, long order)
    {
        var worst = findings.Max(finding => finding.Severity);
        return new AccountRank(worst, findings.Count(finding => finding.Severity == worst), order);
    }

    public static AccountRank Of(ReadOnlySpan<Rules.Verdict> findings, long order)
    {
        var worst = Severity.Info;
        var count = 0;
        foreach (ref readonly var finding in findings)
        {
            if (finding.Severity > worst)
                (worst, count) = (finding.Severity, 0);
            count += finding.Severity == worst ? 1 : 0;
        }

        return new AccountRank(worst, count, order);
    }
}
