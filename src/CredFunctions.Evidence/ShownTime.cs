using System.Globalization;

using CredFunctions.Reports;

namespace CredFunctions.Evidence;

/// <summary>An instant for people, in the zone of its report.</summary>
public static class ShownTime
{
    /// <summary>Like "2026-11-01 12:00 +08:00".</summary>
    public static string Of(DateTimeOffset instant, TimeSpan zone)
    {
        // The first and last day of time have no other zone to be shown in.
        var ticks = instant.UtcTicks + zone.Ticks;
        var local = ticks >= 0 && ticks <= DateTime.MaxValue.Ticks ? instant.ToOffset(zone) : instant.ToUniversalTime();
        return local.ToString("yyyy-MM-dd HH:mm zzz", CultureInfo.InvariantCulture);
    }

    /// <summary>In the zone of the console, in which its reports are written, and without naming it.</summary>
    public static string Of(DateTimeOffset instant) => Of(instant, ReportTime.DefaultOffset)[..16];

    public static string DayOf(DateTimeOffset instant) => Of(instant)[..10];

    public static string WithZone(DateTimeOffset instant) => $"{Of(instant)} {Zone}";

    /// <summary>The zone of the console, where it is named once for several times.</summary>
    public static string Zone { get; } = $"+{ReportTime.DefaultOffset:hh\\:mm}";
}
