using CredFunctions.Accounts;

namespace CredFunctions.Evidence.Page;

/// <summary>How long findings have been open, by severity, and how long those had been that the run resolved.</summary>
internal sealed class OpenTimes(RunContext run)
{
    private readonly Dictionary<Severity, SortedDictionary<long, long>> open = [];
    private readonly Dictionary<Severity, (long All, long InTime)> resolved = [];

    /// <summary>The severities of which there are any, the worst first.</summary>
    public IEnumerable<OpenTime> All => Severities.WorstFirst
        .Where(severity => open.ContainsKey(severity) || resolved.ContainsKey(severity)).Select(Of);

    public void Add(EvidenceAccount account)
    {
        foreach (var (finding, status) in account.Findings)
        {
            if (status is FindingStatus.Resolved)
                AddResolved(finding);
            else
                AddOpen(finding);
        }
    }

    // Days are whole, so there are few numbers of them.
    private void AddOpen(FindingState finding)
    {
        if (!open.TryGetValue(finding.Severity, out var byDays))
            open.Add(finding.Severity, byDays = []);
        var days = DaysUntil(run.Run.AsOf, finding);
        byDays[days] = byDays.GetValueOrDefault(days) + 1;
    }

    private void AddResolved(FindingState finding)
    {
        var (all, inTime) = resolved.GetValueOrDefault(finding.Severity);
        var isInTime = !(DaysUntil(run.Run.AsOf, finding) > run.Policy.Sla.DaysOf(finding.Severity));
        resolved[finding.Severity] = (all + 1, inTime + (isInTime ? 1 : 0));
    }

    private OpenTime Of(Severity severity)
    {
        var byDays = open.GetValueOrDefault(severity) ?? [];
        var (all, inTime) = resolved.GetValueOrDefault(severity);
        var count = byDays.Values.Sum();
        return new OpenTime(
            severity, count, count == 0 ? null : MedianOf(byDays, count), count == 0 ? null : byDays.Last().Key,
            byDays.Where(each => each.Key > run.Policy.Sla.DaysOf(severity)).Sum(each => each.Value), all, inTime);
    }

    // Of an even number, the lower of the two in the middle.
    private static long MedianOf(SortedDictionary<long, long> byDays, long count)
    {
        var before = 0L;
        foreach (var (days, findings) in byDays)
        {
            before += findings;
            if (before * 2 >= count)
                return days;
        }

        return 0;
    }

    private static long DaysUntil(DateTimeOffset time, FindingState finding) =>
        (time.UtcTicks - finding.OpenedAt.UtcTicks) / TimeSpan.TicksPerDay;
}

/// <summary>The findings of one severity.</summary>
/// <param name="Median">Days since the last opening; null where none is open.</param>
/// <param name="Longer">Open for more days than the policy allows; 0 where it sets none.</param>
/// <param name="Resolved">Resolved by the run.</param>
/// <param name="InTime">Of these, within the days that the policy allows; all where it sets none.</param>
internal sealed record OpenTime(Severity Severity, long Open, long? Median, long? Oldest, long Longer, long Resolved, long InTime);
