using System.Globalization;

using CredFunctions.Reports;

namespace CredFunctions.Cli.Records;

/// <summary>An instant in the zone of the console, in which its reports are written.</summary>
internal static class ShownTime
{
    public static string Of(DateTimeOffset instant)
    {
        // The first and last day of time have no other zone to be shown in.
        var ticks = instant.UtcTicks + ReportTime.DefaultOffset.Ticks;
        var local = ticks >= 0 && ticks <= DateTime.MaxValue.Ticks ? instant.ToOffset(ReportTime.DefaultOffset) : instant.ToUniversalTime();
        return local.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
    }

    public static string DayOf(DateTimeOffset instant) => Of(instant)[..10];

    /// <summary>What the times are in, to be said once.</summary>
    public static string Zone { get; } = $"+{ReportTime.DefaultOffset:hh\\:mm}";
}
