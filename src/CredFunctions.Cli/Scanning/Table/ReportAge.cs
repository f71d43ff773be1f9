using System.Globalization;

using CredFunctions.Cli.Terminal;

namespace CredFunctions.Cli.Scanning.Table;

/// <summary>When a report was made and how long ago that is: it still shows problems that were solved since.</summary>
internal static class ReportAge
{
    public static string Of(DateTimeOffset asOf, TimeSpan zone, DateTimeOffset now)
    {
        var age = now - asOf;
        var distance = Distance(age.Duration());
        var when = age < TimeSpan.Zero ? $"{distance} in the future" : $"{distance} ago";
        return $"{Shown(asOf, zone)}, {when}";
    }

    /// <summary>A time in the report's zone.</summary>
    public static string Shown(DateTimeOffset asOf, TimeSpan zone)
    {
        // The first and last day of time have no other zone to be shown in.
        var ticks = asOf.UtcTicks + zone.Ticks;
        var local = ticks >= 0 && ticks <= DateTime.MaxValue.Ticks ? asOf.ToOffset(zone) : asOf.ToUniversalTime();
        return local.ToString("yyyy-MM-dd HH:mm zzz", CultureInfo.InvariantCulture);
    }

    private static string Distance(TimeSpan age) => age switch
    {
        { TotalHours: < 1 } => Counted.Of((long)age.TotalMinutes, "minute"),
        { TotalHours: < 48 } => Counted.Of((long)age.TotalHours, "hour"),
        _ => Counted.Of((long)age.TotalDays, "day"),
    };
}
