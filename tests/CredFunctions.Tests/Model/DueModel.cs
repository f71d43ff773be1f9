using System.Globalization;

namespace CredFunctions.Tests.Model;

/// <summary>
/// What is due of one account, by judging its row again after every whole day from each of its times. Nothing here knows which rule
/// counts how many days, or from where.
/// </summary>
internal static class DueModel
{
    /// <summary>A line for each, in no order.</summary>
    public static IEnumerable<string> Of(IReadOnlyDictionary<string, string> cells, DateTimeOffset asOf, PolicyModel policy)
    {
        var now = new RuleModel(cells, asOf, policy);
        var end = asOf.AddDays(policy.DueDays);
        var passed = now.Verdicts().Where(verdict => verdict.Outcome is "pass" && verdict.Rule is not "report-inconsistent").ToList();
        var instants = policy.DueDays == 0 ? [] : now.Times().SelectMany(time => DaysAfter(time, asOf, end))
            .Concat(now.LeftFrom() is { } left && left > asOf.UtcTicks && left <= end.UtcTicks ? [new DateTimeOffset(left, TimeSpan.Zero)] : []).Distinct().Order().ToList();
        foreach (var instant in instants)
        {
            // Right after it; at the instant itself nothing is older yet.
            var later = new RuleModel(cells, instant.AddTicks(1), policy).Verdicts()
                .Where(verdict => verdict.Outcome is "fail").Select(verdict => (verdict.Rule, verdict.Subject)).ToHashSet();
            foreach (var due in passed.Where(verdict => later.Contains((verdict.Rule, verdict.Subject))).ToList())
            {
                passed.Remove(due);
                yield return Line(cells, due.Rule, due.Subject, instant);
            }
        }

        if (policy.DisabledFrom is not { } day)
            yield break;
        var from = new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), policy.ReportTimeZone);
        foreach (var (subject, since) in now.Unused().Where(unused => unused.Since <= DateTimeOffset.MaxValue.AddDays(-90).UtcTicks))
        {
            var unused = new DateTimeOffset(since, TimeSpan.Zero).AddDays(90);
            yield return Line(cells, "access-key-auto-disable", subject, unused > from ? unused : from);
        }
    }

    public static string Line(string accountId, string rule, string subject, DateTimeOffset at) =>
        string.Create(CultureInfo.InvariantCulture, $"{accountId} {rule} {subject} {at.UtcDateTime:O}");

    private static string Line(IReadOnlyDictionary<string, string> cells, string rule, string subject, DateTimeOffset at) =>
        Line(cells["accountid"], rule, subject, at);

    private static IEnumerable<DateTimeOffset> DaysAfter(long time, DateTimeOffset from, DateTimeOffset end)
    {
        var first = time >= from.UtcTicks ? time : time + ((from.UtcTicks - time + TimeSpan.TicksPerDay - 1) / TimeSpan.TicksPerDay * TimeSpan.TicksPerDay);
        for (var at = first; at <= end.UtcTicks; at += TimeSpan.TicksPerDay)
            yield return new DateTimeOffset(at, TimeSpan.Zero);
    }
}
