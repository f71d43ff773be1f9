namespace CredFunctions.Evidence.Page.Tallies;

/// <summary>An account with open findings and how bad it is. What is under an exception counts last.</summary>
internal sealed record RankedAccount(EvidenceAccount Account, int Worst, int WorstCount, int Open)
{
    /// <summary>The worst severity of an open finding under no exception; null where every one is under one.</summary>
    public Severity? WorstSeverity => Worst < 0 ? null : (Severity)Worst;

    /// <summary>Null for an account without an open finding.</summary>
    public static RankedAccount? Of(EvidenceAccount account)
    {
        var (worst, worstCount, open) = (-1, 0, 0);
        foreach (var finding in account.Findings)
        {
            if (finding.Status is FindingStatus.Resolved)
                continue;
            open++;
            if (finding.Status is FindingStatus.Suppressed)
                continue;
            var severity = (int)finding.State.Severity;
            if (severity > worst)
                (worst, worstCount) = (severity, 0);
            worstCount += severity == worst ? 1 : 0;
        }

        return open == 0 ? null : new RankedAccount(account, worst, worstCount, open);
    }

    internal sealed class Order : IComparer<RankedAccount>
    {
        public int Compare(RankedAccount? x, RankedAccount? y)
        {
            var order = (x!.Worst, x.WorstCount, x.Open).CompareTo((y!.Worst, y.WorstCount, y.Open));
            return order == 0 ? string.CompareOrdinal(y.Account.State.AccountId, x.Account.State.AccountId) : order;
        }
    }
}
