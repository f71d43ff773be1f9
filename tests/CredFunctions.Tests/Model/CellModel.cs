using System.Globalization;
using System.Text.RegularExpressions;

namespace CredFunctions.Tests.Model;

/// <summary>The state of a cell; its value is a bool, UTC ticks or a word in the model's own spelling.</summary>
internal enum CellStateModel
{
    Value,
    NotApplicable,
    NotSupported,
    Unrecognised,
}

/// <summary>
/// A cell after the page that defines it, by the means of the platform: slow, and easy to check. The model shares no code with
/// what it is held against.
/// </summary>
internal sealed partial record CellModel(CellStateModel State, object? Value = null)
{
    private const string TicksOfASecond = "0000000";

    private static readonly CellModel NotApplicable = new(CellStateModel.NotApplicable);
    private static readonly CellModel NotSupported = new(CellStateModel.NotSupported);

    public static CellModel Unrecognised { get; } = new(CellStateModel.Unrecognised);

    public bool IsTrue => Value is true;

    public bool IsFalse => Value is false;

    public bool IsEmpty => State is CellStateModel.NotApplicable or CellStateModel.NotSupported;

    /// <summary>The UTC ticks of a time.</summary>
    public long? Ticks => Value as long?;

    public static CellModel Flag(string text) => Word(text) switch
    {
        "true" => Of(true),
        "false" => Of(false),
        var word => Common(word) ?? Unrecognised,
    };

    public static CellModel AbnormalLogins(string text) =>
        Count().IsMatch(Trim(text)) ? Of(Trim(text).Any(digit => digit != '0')) : Flag(text);

    public static CellModel PasswordLastRotation(string text, TimeSpan zone) => Word(text) is "false" ? NotApplicable : Time(text, zone);

    public static CellModel Time(string text, TimeSpan zone)
    {
        if (Common(Word(text)) is { } common)
            return common;

        var parts = WholeTime().Match(Trim(text));
        if (!parts.Success)
            return Unrecognised;

        int Number(string name) => parts.Groups[name].Success ? int.Parse(parts.Groups[name].Value, CultureInfo.InvariantCulture) : 0;
        var (year, month, day) = (Number("year"), Number("month"), Number("day"));
        var (hour, minute, second) = (Number("hour"), Number("minute"), Number("second"));
        var offset = parts.Groups["sign"].Success ? (Number("hours") * 60) + Number("minutes") : 0;
        if (year == 0 || month is 0 or > 12 || day == 0 || day > DateTime.DaysInMonth(year, month) || hour > 23 || minute > 59 || second > 59
            || Number("minutes") > 59 || offset > 14 * 60)
        {
            return Unrecognised;
        }

        var fraction = (parts.Groups["fraction"].Value + TicksOfASecond)[..TicksOfASecond.Length];
        var local = new DateTime(year, month, day, hour, minute, second, DateTimeKind.Unspecified).Ticks + long.Parse(fraction, CultureInfo.InvariantCulture);
        var ahead = parts.Groups["sign"].Success ? TimeSpan.FromMinutes(parts.Groups["sign"].Value == "-" ? -offset : offset)
            : parts.Groups["zulu"].Success ? TimeSpan.Zero
            : zone;
        var ticks = local - ahead.Ticks;
        return ticks < DateTime.MinValue.Ticks || ticks > DateTime.MaxValue.Ticks ? Unrecognised : Of(ticks);
    }

    public static CellModel KeyStatus(string text) => Word(text) switch
    {
        "active" => Of("active"),
        "disable" or "disabled" or "inactive" => Of("disabled"),
        var word => Common(word) ?? Unrecognised,
    };

    public static CellModel UserType(string text) => Squeezed(text) switch
    {
        "subuser" => Of("sub-user"),
        "collaborator" => Of("collaborator"),
        "weworksubuser" or "wecomsubuser" => Of("wework-sub-user"),
        "messagereceiver" => Of("message-receiver"),
        _ => Unrecognised,
    };

    public static CellModel SecretId(string text) => Word(text) switch
    {
        "true" or "false" or "null" or "none" or "nil" => Unrecognised,
        var word => Common(word) ?? (Printable().IsMatch(Trim(text)) ? Of(Trim(text)) : Unrecognised),
    };

    /// <summary>Without the Unicode White_Space, U+FEFF and U+200B at its ends.</summary>
    public static string Trim(string text)
    {
        var start = 0;
        var end = text.Length;
        while (start < end && IsTrimmed(text[start]))
            start++;
        while (end > start && IsTrimmed(text[end - 1]))
            end--;
        return text[start..end];
    }

    /// <summary>Trimmed, without white space, hyphens and underscores, and in lower case.</summary>
    public static string Squeezed(string text) =>
        string.Concat(Lower(Trim(text)).Where(character => !char.IsWhiteSpace(character) && character is not ('-' or '_')));

    private static CellModel Of(object value) => new(CellStateModel.Value, value);

    private static CellModel? Common(string word) => word switch
    {
        "n/a" or "" or "-" => NotApplicable,
        "not_supported" => NotSupported,
        _ => null,
    };

    private static string Word(string text) => Lower(Trim(text));

    // ASCII letters alone have a case that does not matter.
    private static string Lower(string text) => string.Concat(text.Select(character => character is >= 'A' and <= 'Z' ? (char)(character + 32) : character));

    private static bool IsTrimmed(char character) => char.IsWhiteSpace(character) || character is '\uFEFF' or '\u200B';

    [GeneratedRegex(@"\A[0-9]{1,9}\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Count();

    [GeneratedRegex(@"\A[\u0021-\u007E]{1,128}\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Printable();

    [GeneratedRegex(
        """
        \A(?<year>[0-9]{4})(?<separator>[-/])(?<month>[0-9]{1,2})\k<separator>(?<day>[0-9]{1,2})
        ([\ Tt](?<hour>[0-9]{1,2}):(?<minute>[0-9]{1,2})(:(?<second>[0-9]{1,2})(\.(?<fraction>[0-9]{1,7}))?)?
          (\ ?((?<zulu>[Zz])|(?<sign>[-+])(?<hours>[0-9]{2}):?(?<minutes>[0-9]{2})))?)?\z
        """,
        RegexOptions.CultureInvariant | RegexOptions.IgnorePatternWhitespace | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 10_000)]
    private static partial Regex WholeTime();
}
