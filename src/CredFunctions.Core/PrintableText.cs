using System.Globalization;
using System.Text;

namespace CredFunctions;

/// <summary>Text that came from outside, with what could steer a terminal shown as its code point.</summary>
public static class PrintableText
{
    public static string Of(string text)
    {
        if (!text.EnumerateRunes().Any(IsUnprintable))
            return text;

        var printable = new StringBuilder(text.Length + 16);
        foreach (var rune in text.EnumerateRunes())
        {
            if (IsUnprintable(rune))
                printable.Append(CultureInfo.InvariantCulture, $"\\u{rune.Value:x4}");
            else
                printable.Append(rune.ToString());
        }

        return printable.ToString();
    }

    private static bool IsUnprintable(Rune rune) => Rune.GetUnicodeCategory(rune)
        is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
}
