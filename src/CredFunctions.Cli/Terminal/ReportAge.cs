using CredFunctions.Evidence;
using CredFunctions.Reports;

namespace CredFunctions.Cli.Terminal;

/// <summary>When a report was made and how long ago that is: it still shows problems that were solved since.</summary>
internal static class ReportAge
{
    public static string Of(DateTimeOffset asOf, TimeSpan zone, DateTimeOffset now)
    {
        var age = now - asOf;
        var distance = age.Duration() switch
        {
            { TotalHours: < 1 } minutes => Counted.Of((long)minutes.TotalMinutes, "minute"),
            { TotalHours: < 48 } hours => Counted.Of((long)hours.TotalHours, "hour"),
            var days => Counted.Of((long)days.TotalDays, "day"),
        };
        return $"{ShownTime.Of(asOf, zone)}, {distance} {(age < TimeSpan.Zero ? "in the future" : "ago")}";
    }
}
