namespace CredFunctions.Reports;

/// <summary>
/// A time as the report writes it: <c>yyyy-M-d</c> or <c>yyyy/M/d</c>, then optionally a clock time, then optionally an
/// offset. Without an offset it is in the report's zone; a date alone is that day at 00:00 there, so a date is never
/// carried into a neighbouring day.
/// </summary>
public static class ReportTime
{
    private static readonly TimeSpan MaxOffset = TimeSpan.FromHours(14);

    /// <summary>The zone of times that name none: CAM writes Beijing time.</summary>
    public static TimeSpan DefaultOffset { get; } = TimeSpan.FromHours(8);

    /// <summary>Reads a trimmed time exactly, to the tick of 100 ns; the result is in UTC.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, TimeSpan reportOffset, out DateTimeOffset time)
    {
        var isTime = TryParse(text, reportOffset.Ticks, out var ticks);
        time = isTime ? new DateTimeOffset(ticks, TimeSpan.Zero) : default;
        return isTime;
    }

    /// <summary>Reads a trimmed time exactly, as UTC ticks.</summary>
    internal static bool TryParse(ReadOnlySpan<byte> text, long reportOffset, out long ticks)
    {
        var cursor = new TimeCursor(text);
        if (!TryDate(ref cursor, out ticks))
            return false;

        var offset = reportOffset;
        if (!cursor.AtEnd && (!TryClock(ref cursor, ref ticks) || (!cursor.AtEnd && !TryOffset(ref cursor, out offset))))
            return false;

        ticks -= offset;
        return IsInstant(ticks);
    }

    /// <summary>Whether the ticks lie in the years 1 to 9999.</summary>
    internal static bool IsInstant(long ticks) => (ulong)ticks <= (ulong)DateTime.MaxValue.Ticks;

    private static bool TryDate(ref TimeCursor cursor, out long ticks)
    {
        ticks = 0;
        if (!cursor.TryFourDigits(out var year))
            return false;

        var separator = cursor.Next;
        if (separator is not ('-' or '/')
            || !cursor.TryTake(separator) || !cursor.TryOneOrTwoDigits(out var month)
            || !cursor.TryTake(separator) || !cursor.TryOneOrTwoDigits(out var day))
        {
            return false;
        }

        if (year < 1 || month is < 1 or > 12 || day < 1 || (day > 28 && day > DateTime.DaysInMonth(year, month)))
            return false;

        ticks = new DateTime(year, month, day, 0, 0, 0, DateTimeKind.Utc).Ticks;
        return true;
    }

    private static bool TryClock(ref TimeCursor cursor, ref long ticks)
    {
        if (!cursor.TryTake(' ') && !cursor.TryTake('T') && !cursor.TryTake('t'))
            return false;
        if (!cursor.TryOneOrTwoDigits(out var hour) || !cursor.TryTake(':') || !cursor.TryOneOrTwoDigits(out var minute))
            return false;

        var second = 0;
        var fraction = 0;
        if (cursor.TryTake(':'))
        {
            if (!cursor.TryOneOrTwoDigits(out second))
                return false;
            if (cursor.TryTake('.') && !cursor.TryFraction(out fraction))
                return false;
        }

        ticks += (((((hour * 60) + minute) * 60L) + second) * TimeSpan.TicksPerSecond) + fraction;
        return hour < 24 && minute < 60 && second < 60;
    }

    private static bool TryOffset(ref TimeCursor cursor, out long ticks)
    {
        ticks = 0;
        cursor.TryTake(' ');
        if (cursor.TryTake('Z') || cursor.TryTake('z'))
            return cursor.AtEnd;

        var west = cursor.Next is '-';
        if ((!cursor.TryTake('+') && !cursor.TryTake('-')) || !cursor.TryTwoDigits(out var hours))
            return false;
        cursor.TryTake(':');
        if (!cursor.TryTwoDigits(out var minutes) || !cursor.AtEnd || minutes > 59)
            return false;

        ticks = ((hours * 60) + minutes) * TimeSpan.TicksPerMinute;
        if (ticks > MaxOffset.Ticks)
            return false;
        ticks = west ? -ticks : ticks;
        return true;
    }
}
