using System.Globalization;

namespace CredFunctions.Reports;

/// <summary>An instant for people, in the zone of its report.</summary>
public static class ShownTime
{
    /// <summary>The zone of the console, where it is named once for several times.</summary>
    public static string Zone { get; } = NameOf(ReportTime.DefaultOffset);

    /// <summary>Like "2026-11-01 12:00 +08:00".</summary>
    public static string Of(DateTimeOffset instant, TimeSpan zone) =>
        In(instant, zone).ToString("yyyy-MM-dd HH:mm zzz", CultureInfo.InvariantCulture);

    /// <summary>The instant with the offset of a zone. The first and last day of time have no other zone to be shown in.</summary>
    public static DateTimeOffset In(DateTimeOffset instant, TimeSpan zone) =>
        ReportTime.IsInstant(instant.UtcTicks + zone.Ticks) ? instant.ToOffset(zone) : instant.ToUniversalTime();

    /// <summary>In the zone of the console, in which its reports are written, and without naming it.</summary>
    public static string Of(DateTimeOffset instant) => Of(instant, ReportTime.DefaultOffset)[..16];

    public static string DayOf(DateTimeOffset instant) => Of(instant)[..10];

    public static string WithZone(DateTimeOffset instant) => $"{Of(instant)} {Zone}";

    /// <summary>Like "+08:00".</summary>
    public static string NameOf(TimeSpan zone) => $"{(zone < TimeSpan.Zero ? '-' : '+')}{zone:hh\\:mm}";
}
