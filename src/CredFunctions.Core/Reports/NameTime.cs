using System.Globalization;
using System.Text.RegularExpressions;

namespace CredFunctions.Reports;

/// <summary>
/// The date, or date and time, in a file's name: <c>2026-11-01</c>, <c>2026_11_01</c>, <c>2026.11.01</c>, <c>20261101</c>;
/// behind it, after <c>T</c>, a space, <c>_</c>, <c>-</c> or <c>.</c>, a clock time such as <c>12-00</c>, <c>12-00-00</c>,
/// <c>12:00</c>, <c>1200</c> or <c>120000</c>; behind that <c>Z</c> or, after <c>T</c>, an offset such as <c>+0800</c>.
/// </summary>
internal static partial class NameTime
{
    // Eight or fourteen digits in a row: twelve are an account id.
    [GeneratedRegex(
        """
        (?<![0-9])
        (?<y>20[0-9]{2}) (?: (?<s>[-_.]) (?<M>[0-9]{1,2}) \k<s> (?<d>[0-9]{1,2}) | (?<M>[0-9]{2}) (?<d>[0-9]{2}) )
        (?: (?<= (?<![0-9]) [0-9]{8} ) (?<h>[01][0-9]|2[0-3]) (?<m>[0-5][0-9]) (?<x>[0-5][0-9]) (?![0-9]) (?<z>Z(?![A-Za-z]))?
          | (?![0-9])
            (?: (?: (?<t>T) | [ _.-] ) (?! 20[0-9]{2} (?: [-_.] [0-9]{1,2} [-_.] [0-9] | [0-9]{4} ) )
                (?: (?<h>[0-9]{1,2}) (?<c>[-_.:]) (?<m>[0-9]{2}) (?: \k<c> (?<x>[0-9]{2}) )?
                  | (?<h>[0-9]{2}) (?<m>[0-9]{2}) (?<x>[0-9]{2})? )
                (?![0-9])
                (?: (?<z>Z(?![A-Za-z])) | (?(t) (?<z>[+-][0-9]{2}[:-]?[0-9]{2}) (?![0-9]) | (?!) ) )?
            )?
        )
        (?<t>T(?=[0-9]))?
        """,
        RegexOptions.IgnorePatternWhitespace | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Times { get; }

    /// <summary>Finds the one time in a name.</summary>
    /// <param name="name">The file's name; folders before it do not count.</param>
    /// <param name="zone">The zone of a time without an offset.</param>
    /// <param name="time">The time in UTC.</param>
    /// <param name="flaw">What is wrong with the name where there is no such time, to follow the name in a sentence.</param>
    public static bool TryFind(string name, TimeSpan zone, out DateTimeOffset time, out string flaw)
    {
        time = default;
        flaw = "has no date in its name, like 2026-11-01 or 20261101: rename the file, or give the time itself";
        var file = name[(name.LastIndexOfAny(['/', '\\']) + 1)..];
        var found = new HashSet<(DateTime Local, bool HasClock, TimeSpan Zone)>();
        foreach (var match in Times.Matches(file).Cast<Match>())
        {
            if (Read(match, zone) is not { } each)
                continue;
            if (match.Groups["t"].Success && !each.HasClock)
            {
                flaw = "has no time of day behind the T in its name, like T12-00 or T120000: rename the file, or give the time itself";
                return false;
            }

            found.Add(each);
        }

        // A date that stands there twice, once with a time, is that time.
        found.RemoveWhere(each => !each.HasClock && found.Any(other => other.HasClock && other.Local.Date == each.Local.Date));
        if (found.Count > 1)
            flaw = "has several dates or times in its name: rename the file, or give the time itself";
        if (found is not { Count: 1 })
            return false;
        var (local, _, offset) = found.First();
        time = new DateTimeOffset(local.Ticks - offset.Ticks, TimeSpan.Zero);
        return true;
    }

    private static (DateTime Local, bool HasClock, TimeSpan Zone)? Read(Match match, TimeSpan zone)
    {
        int Number(string group) => match.Groups[group].Success
            ? int.Parse(match.Groups[group].ValueSpan, CultureInfo.InvariantCulture)
            : 0;

        var (year, month, day) = (Number("y"), Number("M"), Number("d"));
        var (hour, minute, second) = (Number("h"), Number("m"), Number("x"));
        if (month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month))
            return null;

        // Digits that are no clock time number the file.
        var offset = OffsetOf(match.Groups["z"].Value, zone);
        var hasClock = match.Groups["h"].Success && hour < 24 && minute < 60 && second < 60 && offset.Duration() <= ReportTime.MaxOffset;
        var local = new DateTime(year, month, day, 0, 0, 0, DateTimeKind.Unspecified);
        return hasClock ? (local.Add(new TimeSpan(hour, minute, second)), true, offset) : (local, false, zone);
    }

    private static TimeSpan OffsetOf(string text, TimeSpan zone)
    {
        if (text.Length <= 1)
            return text.Length == 0 ? zone : TimeSpan.Zero;
        var digits = text.AsSpan(1);
        var offset = new TimeSpan(
            int.Parse(digits[..2], CultureInfo.InvariantCulture), int.Parse(digits[^2..], CultureInfo.InvariantCulture), 0);
        return text[0] is '-' ? -offset : offset;
    }
}
