using System.Globalization;

namespace CredFunctions.Channels.Wording;

/// <summary>Numbers and times in words.</summary>
internal static class Phrase
{
    public const string Product = "CredFunctions";
    public const string WhatToDo = "What to do";

    /// <summary>The number of items that a message has no room for.</summary>
    public static string AndMore(long count) => $"… and {Counted.Number(count)} more.";

    /// <summary>The counts that are not zero, such as "3 opened, 1 raised"; null when all are.</summary>
    public static string? Counts(params IEnumerable<(long Count, string Word)> counts)
    {
        var some = counts.Where(each => each.Count > 0)
            .Select(each => $"{Counted.Number(each.Count)} {each.Word}").ToList();
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
        { TotalHours: < 1 } => $"{Counted.Of((long)age.TotalMinutes, "minute")} ago",
        { TotalDays: < 2 } => $"{Counted.Of((long)age.TotalHours, "hour")} ago",
        _ => $"{Counted.Of((long)age.TotalDays, "day")} ago",
    };
}
