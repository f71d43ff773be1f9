using System.Buffers;
using System.Text;

namespace CredFunctions;

/// <summary>
/// A cell of a CSV file for a spreadsheet, after RFC 4180. Which separator a spreadsheet picks depends on its country and its
/// user, and under another one than the comma a cell ends in its middle: an apostrophe stands before everything that would be
/// calculated at the beginning of the cell, or behind any of the separators.
/// </summary>
public static class CsvCell
{
    private static readonly SearchValues<char> NeedsQuotes = SearchValues.Create(",\"\r\n");

    // The last ones are the wide and small forms of the first, which some spreadsheets take for them.
    private static readonly SearchValues<char> BeginsFormula = SearchValues.Create("=+-@|%＝＋－＠﹦﹢﹣﹫−");

    public static string Of(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return "";

        var inert = Inert(PrintableText.Of(text));
        return inert.AsSpan().ContainsAny(NeedsQuotes) ? $"\"{inert.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : inert;
    }

    /// <summary>The text of a cell without its quotes, as a reader of the file gets it. Made inert twice, it stays the same.</summary>
    // Under another separator our quotes are read in other pairs, so a quote is passed over like a blank.
    public static string Inert(string text)
    {
        if (!text.AsSpan().ContainsAny(BeginsFormula))
            return text;

        var inert = new StringBuilder(text.Length + 4);
        var isAtStart = true;
        var start = 0;
        foreach (var character in text)
        {
            if (isAtStart && BeginsFormula.Contains(character))
                inert.Insert(start, '\'');
            inert.Append(character);
            if (character is ',' or ';' or '|')
                (isAtStart, start) = (true, inert.Length);
            else
                isAtStart = isAtStart && (char.IsWhiteSpace(character) || character == '"');
        }

        return inert.ToString();
    }
}
