using CredFunctions.Accounts;
using CredFunctions.Findings;
using CredFunctions.Pipeline.Lanes;

namespace CredFunctions.Pipeline;

/// <summary>What came of a run, summed over every account of its source.</summary>
/// <param name="record">The run's record, with what was counted when it was read.</param>
/// <param name="isBaseline">Whether it is the source's first.</param>
public sealed class ReportSummary(ReportRecord record, bool isBaseline)
{
    /// <summary>How many events are kept to be named; the rest is counted.</summary>
    public const int MaxNamed = 20;

    private readonly Dictionary<string, long> bySeverity = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> byRule = new(StringComparer.Ordinal);
    private readonly Dictionary<AccountEventKind, long> byKind = [];
    private readonly PriorityQueue<ToldEvent, ToldEvent> worst = new(ByUrgency.Order);
    private long suppressed;
    private long departed;

    public bool IsBaseline => isBaseline;

    /// <summary>Whether anything happened that a digest would tell.</summary>
    public bool HasChanges => byKind.Count > 0;

    /// <summary>The worst events, the worst first; equal ones by account and message, so that the order is always the same.</summary>
    public IReadOnlyList<ToldEvent> Worst => [.. worst.UnorderedItems.Select(item => item.Element).OrderDescending(ByUrgency.Order)];

    public ReportCounts Counts => record.Counts with
    {
        BySeverity = Sorted(bySeverity),
        ByRule = Sorted(byRule),
        Suppressed = suppressed,
        Opened = CountOf(AccountEventKind.Opened),
        Reopened = CountOf(AccountEventKind.Reopened),
        Resolved = CountOf(AccountEventKind.Resolved),
        Departed = departed,
    };

    public long CountOf(AccountEventKind kind) => byKind.GetValueOrDefault(kind);

    public void Add(AccountState account)
    {
        foreach (var finding in account.OpenFindings)
        {
            Increment(bySeverity, finding.Severity.Name());
            Increment(byRule, finding.Rule);
            suppressed += finding.Suppression is null ? 0 : 1;
        }

        if (account.Run != record.Stamp)
            return;

        departed += account.IsPresent ? 0 : 1;
        foreach (var happened in account.Events)
        {
            Increment(byKind, happened.Kind);
            Keep(new ToldEvent(account.AccountId, account.Username, happened));
        }
    }

    // What is stored must not tell in which order the accounts came.
    private static SortedDictionary<string, long> Sorted(Dictionary<string, long> counts) => new(counts, StringComparer.Ordinal);

    private static void Increment<TKey>(Dictionary<TKey, long> counts, TKey key)
        where TKey : notnull => counts[key] = counts.GetValueOrDefault(key) + 1;

    private void Keep(ToldEvent told)
    {
        worst.Enqueue(told, told);
        if (worst.Count > MaxNamed)
            worst.Dequeue();
    }
}
