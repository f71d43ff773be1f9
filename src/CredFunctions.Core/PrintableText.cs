using System.Globalization;
using System.Text;

namespace CredFunctions;

/// <summary>
/// Text that came from outside, with what cannot be seen, or could steer a terminal or turn text around, shown as its code point.
/// </summary>
public static class PrintableText
{
    public static string Of(string text)
    {
        StringBuilder? printable = null;
        var (copied, at) = (0, 0);

        // Nearly every text is of ASCII, which is looked through many characters at once.
        while (text.AsSpan(at).IndexOfAnyExceptInRange(' ', '~') is >= 0 and var ascii)
        {
            at += ascii;
            Rune.DecodeFromUtf16(text.AsSpan(at), out var rune, out var length);
            if (IsUnprintable(rune))
            {
                (printable ??= new StringBuilder(text.Length + 16)).Append(text, copied, at - copied)
                    .Append(CultureInfo.InvariantCulture, $"\\u{rune.Value:x4}");
                copied = at + length;
            }

            at += length;
        }

        return printable is null ? text : printable.Append(text, copied, text.Length - copied).ToString();
    }

    // U+FFFD stands for what was no text. The others are letters and signs of which nothing is drawn: the Hangul fillers, the
    // blank of Braille, joiners of two scripts.
    private static bool IsUnprintable(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.PrivateUse
            or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        || rune.Value is 0xFFFD or 0x115F or 0x1160 or 0x3164 or 0xFFA0 or 0x2800 or 0x034F or 0x17B4 or 0x17B5;
}
