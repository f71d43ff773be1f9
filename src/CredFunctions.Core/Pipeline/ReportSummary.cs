using CredFunctions.Accounts;
using CredFunctions.Runs;

namespace CredFunctions.Pipeline;

/// <summary>
/// The counts of a run over every account of its source: what is open, and the events that its completion notifies.
/// </summary>
public sealed class ReportSummary(RunContext run)
{
    private readonly Dictionary<string, long> bySeverity = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> byRule = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> worstByRule = new(StringComparer.Ordinal);
    private readonly Dictionary<AccountEventKind, long> byKind = [];
    private Severity? worst;
    private long withFindings;
    private long suppressed;
    private long departed;

    /// <summary>The counts, with what was counted when the report was read.</summary>
    public ReportCounts Over(ReportCounts read) => read with
    {
        BySeverity = Sorted(bySeverity),
        ByRule = Sorted(byRule),
        AccountsWithFindings = withFindings,
        Worst = worst,
        WorstByRule = Sorted(worstByRule),
        Suppressed = suppressed,
        Opened = CountOf(AccountEventKind.Opened),
        Reopened = CountOf(AccountEventKind.Reopened),
        Resolved = CountOf(AccountEventKind.Resolved),
        Departed = departed,
    };

    public void Add(AccountState account)
    {
        foreach (var finding in account.OpenFindings)
        {
            Increment(bySeverity, finding.Severity.Name());
            Increment(byRule, finding.Rule);
            if (finding.Suppression is null)
                AddWorst(finding);
            else
                suppressed++;
        }

        withFindings += account.HasOpenFindings ? 1 : 0;

        // What moves the open findings counts once, whether it is notified or not: an exception or a rule that is off keeps a
        // finding from being notified and leaves it among the open ones.
        foreach (var each in account.PendingEvents(run))
        {
            if (!each.IsLate)
                Increment(byKind, each.Kind);
            departed += each.Change == AccountChange.Removed.Id ? 1 : 0;
        }
    }

    private void AddWorst(FindingState finding)
    {
        if (finding.Severity < worst)
            return;
        if (finding.Severity != worst)
            worstByRule.Clear();
        worst = finding.Severity;
        Increment(worstByRule, finding.Rule);
    }

    // Sorted: the stored counts must not depend on the order of the accounts.
    private static SortedDictionary<string, long> Sorted(Dictionary<string, long> counts) => new(counts, StringComparer.Ordinal);

    private static void Increment<TKey>(Dictionary<TKey, long> counts, TKey key)
        where TKey : notnull => counts[key] = counts.GetValueOrDefault(key) + 1;

    private long CountOf(AccountEventKind kind) => byKind.GetValueOrDefault(kind);
}
