namespace CredFunctions.Reports;

/// <summary>
/// A time as the report writes it: <c>yyyy-M-d</c> or <c>yyyy/M/d</c>, then optionally a clock time, then optionally an
/// offset. Without an offset it is in the report's zone; a date alone is that day at 00:00 there, so a date is never
/// carried into a neighbouring day.
/// </summary>
public static class ReportTime
{
    private const int TicksDigits = 7;
    private static readonly TimeSpan MaxOffset = TimeSpan.FromHours(14);

    /// <summary>The zone of times that name none: CAM writes Beijing time.</summary>
    public static TimeSpan DefaultOffset { get; } = TimeSpan.FromHours(8);

    /// <summary>Reads a trimmed time exactly, to the tick of 100 ns; the result is in UTC.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, TimeSpan reportOffset, out DateTimeOffset time)
    {
        time = default;
        if (!TryDate(ref text, out var ticks))
            return false;

        var offset = reportOffset;
        if (!text.IsEmpty && (!TryClock(ref text, ref ticks) || (!text.IsEmpty && !TryOffset(text, out offset))))
            return false;

        ticks -= offset.Ticks;
        if (ticks < DateTime.MinValue.Ticks || ticks > DateTime.MaxValue.Ticks)
            return false;

        time = new DateTimeOffset(ticks, TimeSpan.Zero);
        return true;
    }

    private static bool TryDate(ref ReadOnlySpan<byte> text, out long ticks)
    {
        ticks = 0;
        if (text.Length < 8 || !TryDigits(ref text, 4, 4, out var year))
            return false;

        var separator = text[0];
        if (separator is not ((byte)'-' or (byte)'/')
            || !TryTake(ref text, separator) || !TryDigits(ref text, 1, 2, out var month)
            || !TryTake(ref text, separator) || !TryDigits(ref text, 1, 2, out var day))
        {
            return false;
        }

        if (year < 1 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month))
            return false;

        ticks = new DateTime(year, month, day, 0, 0, 0, DateTimeKind.Utc).Ticks;
        return true;
    }

    private static bool TryClock(ref ReadOnlySpan<byte> text, ref long ticks)
    {
        if (text[0] is not ((byte)' ' or (byte)'T' or (byte)'t'))
            return false;
        text = text[1..];

        if (!TryDigits(ref text, 1, 2, out var hour) || !TryTake(ref text, (byte)':') || !TryDigits(ref text, 1, 2, out var minute))
            return false;

        var second = 0;
        var fraction = 0;
        if (TryTake(ref text, (byte)':'))
        {
            if (!TryDigits(ref text, 1, 2, out second))
                return false;
            if (TryTake(ref text, (byte)'.') && !TryFraction(ref text, out fraction))
                return false;
        }

        ticks += (hour * TimeSpan.TicksPerHour) + (minute * TimeSpan.TicksPerMinute) + (second * TimeSpan.TicksPerSecond) + fraction;
        return hour < 24 && minute < 60 && second < 60;
    }

    private static bool TryFraction(ref ReadOnlySpan<byte> text, out int fraction)
    {
        var before = text.Length;
        if (!TryDigits(ref text, 1, TicksDigits, out fraction))
            return false;

        for (var digits = before - text.Length; digits < TicksDigits; digits++)
            fraction *= 10;
        return true;
    }

    private static bool TryOffset(ReadOnlySpan<byte> text, out TimeSpan offset)
    {
        offset = default;
        TryTake(ref text, (byte)' ');
        if (text is [(byte)'Z' or (byte)'z'])
            return true;

        if (text is not [(byte)'+' or (byte)'-', ..])
            return false;
        var west = text[0] is (byte)'-';
        text = text[1..];

        if (!TryDigits(ref text, 2, 2, out var hours))
            return false;
        TryTake(ref text, (byte)':');
        if (!TryDigits(ref text, 2, 2, out var minutes) || !text.IsEmpty || minutes > 59)
            return false;

        offset = new TimeSpan(hours, minutes, 0);
        if (offset > MaxOffset)
            return false;
        offset = west ? -offset : offset;
        return true;
    }

    private static bool TryTake(ref ReadOnlySpan<byte> text, byte expected)
    {
        if (text.IsEmpty || text[0] != expected)
            return false;
        text = text[1..];
        return true;
    }

    private static bool TryDigits(ref ReadOnlySpan<byte> text, int least, int most, out int number)
    {
        number = 0;
        var count = 0;
        while (count < most && count < text.Length && char.IsAsciiDigit((char)text[count]))
            number = (number * 10) + (text[count++] - '0');

        text = text[count..];
        return count >= least;
    }
}
