using System.Globalization;

namespace CredFunctions.Channels.Wording;

/// <summary>Numbers and times in words.</summary>
internal static class Phrase
{
    public static string Count(long count, string one, string many) =>
        string.Create(CultureInfo.InvariantCulture, $"{count:N0} {(count == 1 ? one : many)}");

    /// <summary>The counts that are not zero, such as "3 opened, 1 raised"; null when all are.</summary>
    public static string? Counts(params IEnumerable<(long Count, string Word)> counts)
    {
        var some = counts.Where(each => each.Count > 0)
            .Select(each => string.Create(CultureInfo.InvariantCulture, $"{each.Count:N0} {each.Word}")).ToList();
        return some.Count == 0 ? null : string.Join(", ", some);
    }

    /// <summary>
    /// The as-of of a report and its age, since what was corrected after it still shows in the report.
    /// </summary>
    public static string AsOf(DateTimeOffset asOf, DateTimeOffset now) =>
        $"{asOf.ToUniversalTime().ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture)}, {Age(now - asOf)}";

    public static string Day(DateTimeOffset instant) => instant.ToUniversalTime().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Age(TimeSpan age) => age switch
    {
        { TotalMinutes: < 1 } => "just now",
        { TotalHours: < 1 } => $"{Count((long)age.TotalMinutes, "minute", "minutes")} ago",
        { TotalDays: < 2 } => $"{Count((long)age.TotalHours, "hour", "hours")} ago",
        _ => $"{Count((long)age.TotalDays, "day", "days")} ago",
    };
}
