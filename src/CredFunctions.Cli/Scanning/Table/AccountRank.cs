namespace CredFunctions.Cli.Scanning.Table;

/// <summary>How bad an account is: its worst severity, how many findings have it, and among equals which comes first.</summary>
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

    /// <summary>Null for an account without a finding, but for those under an exception.</summary>
    public static AccountRank? Of(ScannedAccount account, long order)
    {
        var worst = Severity.Info;
        var count = 0;
        foreach (var (_, severity, isSuppressed) in account.Findings)
        {
            if (isSuppressed)
                continue;
            if (severity > worst)
                (worst, count) = (severity, 0);
            count += severity == worst ? 1 : 0;
        }

        return count == 0 ? null : new AccountRank(worst, count, order);
    }
}
