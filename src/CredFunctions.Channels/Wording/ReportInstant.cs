using System.Globalization;

namespace CredFunctions.Channels.Wording;

/// <summary>Says of which instant a report speaks, and how long ago that is: what was put right since still shows in it.</summary>
internal static class ReportInstant
{
    public static string Of(DateTimeOffset asOf, DateTimeOffset now) => $"{Utc(asOf)}, {Age(now - asOf)}";

    public static string Utc(DateTimeOffset instant) =>
        instant.ToUniversalTime().ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);

    public static string Day(DateTimeOffset instant) => instant.ToUniversalTime().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Age(TimeSpan age) => age switch
    {
        { TotalMinutes: < 1 } => "just now",
        { TotalHours: < 1 } => $"{Counted.Of((long)age.TotalMinutes, "minute", "minutes")} ago",
        { TotalDays: < 2 } => $"{Counted.Of((long)age.TotalHours, "hour", "hours")} ago",
        _ => $"{Counted.Of((long)age.TotalDays, "day", "days")} ago",
    };
}
