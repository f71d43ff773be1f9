namespace CredFunctions.Reports;

/// <summary>Goes through the text of a time, digit by digit; what it cannot take, it leaves.</summary>
internal ref struct TimeCursor(ReadOnlySpan<byte> text)
{
    private const int TicksDigits = 7;

    private readonly ReadOnlySpan<byte> text = text;
    private int position;

    public readonly bool AtEnd => position >= text.Length;

    /// <summary>The character that comes next; NUL at the end.</summary>
    public readonly char Next => position < text.Length ? (char)text[position] : '\0';

    public bool TryTake(char expected)
    {
        if (Next != expected || AtEnd)
            return false;
        position++;
        return true;
    }

    public bool TryFourDigits(out int number)
    {
        number = 0;
        return TryTwoDigits(out var century) && TryTwoDigits(out number) && (number += century * 100) >= 0;
    }

    public bool TryTwoDigits(out int number)
    {
        number = 0;
        if (position + 1 >= text.Length)
            return false;

        var tens = (uint)(text[position] - '0');
        var ones = (uint)(text[position + 1] - '0');
        if (tens > 9 || ones > 9)
            return false;

        number = (int)((tens * 10) + ones);
        position += 2;
        return true;
    }

    public bool TryOneOrTwoDigits(out int number)
    {
        if (TryTwoDigits(out number))
            return true;

        var digit = (uint)(Next - '0');
        if (digit > 9)
            return false;
        number = (int)digit;
        position++;
        return true;
    }

    /// <summary>One to seven digits after the point, as ticks.</summary>
    public bool TryFraction(out int ticks)
    {
        ticks = 0;
        var digits = 0;
        for (uint digit; digits < TicksDigits && (digit = (uint)(Next - '0')) <= 9; digits++, position++)
            ticks = (ticks * 10) + (int)digit;

        if (digits == 0)
            return false;
        for (; digits < TicksDigits; digits++)
            ticks *= 10;
        return true;
    }
}
