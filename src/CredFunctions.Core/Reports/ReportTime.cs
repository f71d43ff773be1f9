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
        time = default;
        if (TryConsoleLayout(text, out var ticks))
            return TryInstant(ticks, reportOffset.Ticks, out time);

        var cursor = new TimeCursor(text);
        if (!TryDate(ref cursor, out ticks))
            return false;

        var offset = reportOffset.Ticks;
        if (!cursor.AtEnd && (!TryClock(ref cursor, ref ticks) || (!cursor.AtEnd && !TryOffset(ref cursor, out offset))))
            return false;

        return TryInstant(ticks, offset, out time);
    }

    private static bool TryInstant(long ticks, long offset, out DateTimeOffset time)
    {
        ticks -= offset;
        var exists = ticks >= 0 && ticks <= DateTime.MaxValue.Ticks;
        time = exists ? new DateTimeOffset(new DateTime(ticks, DateTimeKind.Utc)) : default;
        return exists;
    }

    /// <summary>
    /// The layout that the console itself writes, <c>yyyy-MM-dd H:mm:ss</c>, without a branch a character: six cells of
    /// every account are of it. What is not goes through the grammar, which would read it just the same.
    /// </summary>
    private static bool TryConsoleLayout(ReadOnlySpan<byte> text, out long ticks)
    {
        ticks = 0;
        if (text.Length is not (18 or 19))
            return false;

        var clock = text[^5..];
        if (text[4] != '-' || text[7] != '-' || text[10] != ' ' || text[^6] != ':' || clock[2] != ':')
            return false;

        var flaws = 0u;
        var year = (TwoDigits(text, 0, ref flaws) * 100) + TwoDigits(text, 2, ref flaws);
        var month = TwoDigits(text, 5, ref flaws);
        var day = TwoDigits(text, 8, ref flaws);
        var hour = text.Length is 19 ? TwoDigits(text, 11, ref flaws) : Digit(text[11], ref flaws);
        var minute = TwoDigits(clock, 0, ref flaws);
        var second = TwoDigits(clock, 3, ref flaws);

        // Whatever is out of range is left to the grammar to refuse; 29 to 31 are too, where the month may not have them.
        if (flaws != 0 || year < 1 || month - 1 > 11 || day - 1 > 30 || hour > 23 || minute > 59 || second > 59
            || (day > 28 && day > DateTime.DaysInMonth((int)year, (int)month)))
        {
            return false;
        }

        ticks = new DateTime((int)year, (int)month, (int)day, 0, 0, 0, DateTimeKind.Utc).Ticks
                + (((((hour * 60) + minute) * 60L) + second) * TimeSpan.TicksPerSecond);
        return true;
    }

    private static uint TwoDigits(ReadOnlySpan<byte> text, int at, ref uint flaws) =>
        (Digit(text[at], ref flaws) * 10) + Digit(text[at + 1], ref flaws);

    // A flaw leaves a bit beyond the lowest four, or makes a digit of ten or more, to which six is added for the same end.
    private static uint Digit(byte character, ref uint flaws)
    {
        var digit = (uint)(character - '0');
        flaws |= (digit | (digit + 6)) & ~15u;
        return digit;
    }

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
