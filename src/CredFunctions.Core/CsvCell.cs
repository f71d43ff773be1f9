using System.Buffers;
using System.Text;
using System.Text.RegularExpressions;

namespace CredFunctions;

/// <summary>
/// A cell of a CSV file for a spreadsheet, after RFC 4180. Which separator a spreadsheet picks depends on its country and its
/// user, and under another one than the comma a cell ends in its middle: an apostrophe stands before everything that would be
/// calculated at the beginning of the cell, or behind any of the separators, and before a cell that would be taken for a number
/// or a day and shown as another text: an id of twelve digits, 2.10, 3-4. A program takes one apostrophe off the beginning of a cell.
/// </summary>
public static partial class CsvCell
{
    private static readonly SearchValues<char> NeedsQuotes = SearchValues.Create(",\"\r\n");

    private static readonly SearchValues<char> Separators = SearchValues.Create(",;|");

    // The last ones are the wide and small forms of the first, which some spreadsheets take for them.
    private static readonly SearchValues<char> BeginsFormula = SearchValues.Create("=+-@|%＝＋－＠﹦﹢﹣﹫−");

    // Behind a letter, all of them are harmless: they separate nothing, need no quotes and can be seen.
    private static readonly SearchValues<char> Harmless = SearchValues.Create(
        [.. Enumerable.Range(' ', '~' - ' ' + 1).Select(code => (char)code).Except(",;|\"")]);

    public static string Of(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return "";

        // Most cells are names, and nothing has to be done to them.
        if (char.IsAsciiLetter(text[0]) && !text.AsSpan().ContainsAnyExcept(Harmless))
            return text;

        var inert = Inert(PrintableText.Of(text));
        return inert.AsSpan().ContainsAny(NeedsQuotes) ? $"\"{inert.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : inert;
    }

    /// <summary>The text of a cell without its quotes, as a reader of the file gets it. Made inert twice, it stays the same.</summary>
    public static string Inert(string text)
    {
        if (char.IsAsciiDigit(text.FirstOrDefault()) && Renumbered().IsMatch(text))
            return $"'{text}";

        StringBuilder? inert = null;
        var (copied, start) = (0, 0);
        while (true)
        {
            if (IsCalculated(text.AsSpan(start)))
            {
                (inert ??= new StringBuilder(text.Length + 4)).Append(text, copied, start - copied).Append('\'');
                copied = start;
            }

            if (text.AsSpan(start).IndexOfAny(Separators) is >= 0 and var next)
                start += next + 1;
            else
                return inert is null ? text : inert.Append(text, copied, text.Length - copied).ToString();
        }
    }

    // Under another separator our quotes are read in other pairs, so a quote is passed over like a blank.
    private static bool IsCalculated(ReadOnlySpan<char> cell)
    {
        foreach (var character in cell)
        {
            if (!char.IsWhiteSpace(character) && character != '"')
                return BeginsFormula.Contains(character);
        }

        return false;
    }

    // Twelve digits become 1E+11, and those after the fifteenth zeros; zeros at either end are gone, 1E5 is calculated, 3-4 is a day.
    // A day that begins with its year stays what it is.
    [GeneratedRegex(
        """^([0-9]{12,}|0[0-9]+|[0-9]+[.][0-9]+|[0-9]+([.][0-9]+)?[eE][+-]?[0-9]+|[0-9]{1,2}[-/][0-9]{1,4}([-/][0-9]{1,4})?)\z""",
        RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Renumbered();
}
