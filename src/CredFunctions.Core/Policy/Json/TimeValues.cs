using System.Globalization;
using System.Text.Json;

namespace CredFunctions.Policy.Json;

/// <summary>Offsets, durations and days, as a policy writes them.</summary>
internal static class TimeValues
{
    private static readonly TimeSpan WidestOffset = TimeSpan.FromHours(14);
    private static readonly TimeSpan ShortestDeadline = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan LongestDeadline = TimeSpan.FromHours(168);

    /// <summary>An offset such as <c>+08:00</c>.</summary>
    public static TimeSpan? Offset(PolicyNode node, Remarks remarks)
    {
        var text = TextOf(node);
        var isShaped = text is ['+' or '-', _, _, ':', _, _];
        if (isShaped && TryDigits(text[1..3], out var hours) && TryDigits(text[4..], out var minutes) && minutes < 60)
        {
            var offset = new TimeSpan(hours, minutes, 0);
            if (offset <= WidestOffset)
                return text[0] is '-' ? -offset : offset;
        }

        node.RefuseAs("an offset from \"-14:00\" to \"+14:00\", such as \"+08:00\"", remarks);
        return null;
    }

    /// <summary>A number of minutes or hours: <c>90m</c>, <c>4h</c>.</summary>
    public static TimeSpan? Deadline(PolicyNode node, Remarks remarks)
    {
        var text = TextOf(node);
        if (text is [>= '1' and <= '9', .., 'm' or 'h'] && text.Length <= 6 && TryDigits(text[..^1], out var number))
        {
            var duration = text[^1] is 'h' ? TimeSpan.FromHours(number) : TimeSpan.FromMinutes(number);
            if (duration >= ShortestDeadline && duration <= LongestDeadline)
                return duration;
        }

        node.RefuseAs("whole minutes or hours from \"10m\" to \"168h\", such as \"90m\" or \"4h\"", remarks);
        return null;
    }

    /// <summary>A day that exists: <c>2027-03-31</c>.</summary>
    public static DateOnly? Day(PolicyNode node, Remarks remarks)
    {
        if (DateOnly.TryParseExact(TextOf(node), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            return day;
        node.RefuseAs("a day as yyyy-MM-dd, such as \"2027-03-31\"", remarks);
        return null;
    }

    private static string TextOf(PolicyNode node) => node.Kind is JsonValueKind.String ? node.Text : "";

    private static bool TryDigits(string text, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
