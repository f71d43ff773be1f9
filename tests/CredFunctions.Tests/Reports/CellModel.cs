using System.Globalization;
using System.Text.RegularExpressions;

using CredFunctions.Reports;

namespace CredFunctions.Tests.Reports;

/// <summary>The four states of a cell once more, straight from their wording and by the means of the platform: slow, and easy to check.</summary>
internal static partial class CellModel
{
    private static readonly char[] Trimmed = [.. Enumerable.Range(0, char.MaxValue).Select(code => (char)code).Where(char.IsWhiteSpace), '\uFEFF', '\u200B'];

    public static Cell<bool> Flag(string text) => Word(text) switch
    {
        "TRUE" => Cell<bool>.Of(true),
        "FALSE" => Cell<bool>.Of(false),
        var word => Empty(word) ?? Cell<bool>.Unrecognised,
    };

    public static Cell<bool> FlagOrCount(string text) => Count().IsMatch(Word(text)) ? Cell<bool>.Of(Word(text).Trim('0').Length > 0) : Flag(text);

    public static Cell<KeyStatus> Status(string text) => Word(text) switch
    {
        "ACTIVE" => Cell<KeyStatus>.Of(KeyStatus.Active),
        "DISABLE" or "DISABLED" or "INACTIVE" => Cell<KeyStatus>.Of(KeyStatus.Disabled),
        var word => StateOf(word) is { } state ? new Cell<KeyStatus>(state) : Cell<KeyStatus>.Unrecognised,
    };

    public static CellState SecretId(string text) => Word(text) switch
    {
        "TRUE" or "FALSE" => CellState.Unrecognised,
        var word => StateOf(word) ?? (Printable().IsMatch(word) ? CellState.Value : CellState.Unrecognised),
    };

    public static Cell<DateTimeOffset> TimeOrFalse(string text, TimeSpan reportOffset) =>
        Word(text) is "FALSE" ? Cell<DateTimeOffset>.NotApplicable : Time(text, reportOffset);

    public static Cell<DateTimeOffset> Time(string text, TimeSpan reportOffset)
    {
        if (StateOf(Word(text)) is { } state)
            return new Cell<DateTimeOffset>(state);

        var parts = WholeTime().Match(Word(text));
        if (!parts.Success)
            return Cell<DateTimeOffset>.Unrecognised;

        try
        {
            var day = new DateTime(Number("year"), Number("month"), Number("day"), Number("hour"), Number("minute"), Number("second"), DateTimeKind.Unspecified);
            var fraction = int.Parse(parts.Groups["fraction"].Value.PadRight(7, '0'), CultureInfo.InvariantCulture);
            return Cell<DateTimeOffset>.Of(new DateTimeOffset(day.AddTicks(fraction), Offset()).ToUniversalTime());
        }
        catch (ArgumentOutOfRangeException)
        {
            return Cell<DateTimeOffset>.Unrecognised;
        }

        int Number(string name) => parts.Groups[name] is { Success: true } group ? int.Parse(group.Value, CultureInfo.InvariantCulture) : 0;

        TimeSpan Offset()
        {
            if (!parts.Groups["offset"].Success)
                return reportOffset;
            if (!parts.Groups["sign"].Success)
                return TimeSpan.Zero;
            var offset = new TimeOnly(Number("hours"), Number("minutes")).ToTimeSpan();
            return parts.Groups["sign"].Value == "-" ? -offset : offset;
        }
    }

    private static Cell<bool>? Empty(string word) => StateOf(word) is { } state ? new Cell<bool>(state) : null;

    private static CellState? StateOf(string word) => word switch
    {
        "" or "-" or "N/A" => CellState.NotApplicable,
        "NOT_SUPPORTED" => CellState.NotSupported,
        _ => null,
    };

    // Trimmed, and in upper case where it is ASCII.
    private static string Word(string text) => string.Concat(text.Trim(Trimmed).Select(each => char.IsAscii(each) ? char.ToUpperInvariant(each) : each));

    [GeneratedRegex("^[0-9]{1,9}$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Count();

    [GeneratedRegex("^[!-~]{1,128}$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Printable();

    [GeneratedRegex(
        """
        ^(?<year>[0-9]{4})(?<separator>[-/])(?<month>[0-9]{1,2})\k<separator>(?<day>[0-9]{1,2})
        (
          [\ T](?<hour>[0-9]{1,2}):(?<minute>[0-9]{1,2})(:(?<second>[0-9]{1,2})(\.(?<fraction>[0-9]{1,7}))?)?
          (?<offset>\ ?(Z|(?<sign>[+-])(?<hours>[0-9]{2}):?(?<minutes>[0-9]{2})))?
        )?\z
        """,
        RegexOptions.CultureInvariant | RegexOptions.IgnorePatternWhitespace | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex WholeTime();
}
