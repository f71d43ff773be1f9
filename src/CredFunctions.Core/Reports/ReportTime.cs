using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace CredFunctions.Reports;

/// <summary>
/// A time as the report writes it: <c>yyyy-M-d</c> or <c>yyyy/M/d</c>, then optionally a clock time, then optionally an
/// offset. Without an offset it is in the report's zone; a date alone is that day at 00:00 there, so a date is never
/// carried into a neighbouring day.
/// </summary>
public static partial class ReportTime
{
    private const int Longest = 34;

    internal static readonly TimeSpan MaxOffset = TimeSpan.FromHours(14);

    /// <summary>The zone of times that name none: CAM writes Beijing time.</summary>
    public static TimeSpan DefaultOffset { get; } = TimeSpan.FromHours(8);

    [GeneratedRegex(
        """
        \A (?<year>[0-9]{4}) (?<s>[-/]) (?<month>[0-9]{1,2}) \k<s> (?<day>[0-9]{1,2})
        (?: [ Tt] (?<hour>[0-9]{1,2}) : (?<minute>[0-9]{1,2}) (?: : (?<second>[0-9]{1,2}) (?: \. (?<fraction>[0-9]{1,7}) )? )?
            (?: [ ]? (?: [Zz] | (?<sign>[+-]) (?<hours>[0-9]{2}) :? (?<minutes>[0-9]{2}) ) (?<offset>) )? )? \z
        """,
        RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Grammar { get; }

    /// <summary>Reads a trimmed time exactly, to the tick of 100 ns; the result is in UTC.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, TimeSpan reportOffset, out DateTimeOffset time)
    {
        var isTime = TryParse(text, reportOffset.Ticks, out var ticks);
        time = isTime ? new DateTimeOffset(ticks, TimeSpan.Zero) : default;
        return isTime;
    }

    internal static bool TryParse(ReadOnlySpan<byte> text, long reportOffset, out long ticks)
    {
        ticks = 0;
        if (text.Length > Longest || Grammar.Match(Encoding.ASCII.GetString(text)) is not { Success: true } match)
            return false;

        int Number(string group) => match.Groups[group] is { Success: true } digits
            ? int.Parse(digits.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture)
            : 0;

        var (year, month, day) = (Number("year"), Number("month"), Number("day"));
        var (hour, minute, second) = (Number("hour"), Number("minute"), Number("second"));
        if (year < 1 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month))
            return false;
        if (hour > 23 || minute > 59 || second > 59)
            return false;

        var east = new TimeSpan(Number("hours"), Number("minutes"), 0);
        if (Number("minutes") > 59 || east > MaxOffset)
            return false;

        var offset = !match.Groups["offset"].Success ? reportOffset : match.Groups["sign"].Value is "-" ? -east.Ticks : east.Ticks;
        var fraction = match.Groups["fraction"].Value.PadRight(7, '0');
        ticks = new DateTime(year, month, day, hour, minute, second, DateTimeKind.Utc).Ticks
            + int.Parse(fraction, NumberStyles.None, CultureInfo.InvariantCulture) - offset;
        return IsInstant(ticks);
    }

    /// <summary>Whether the ticks lie in the years 1 to 9999.</summary>
    internal static bool IsInstant(long ticks) => (ulong)ticks <= (ulong)DateTime.MaxValue.Ticks;
}
