using System.Text;
using System.Text.RegularExpressions;

namespace CredFunctions.Reports;

/// <summary>Text of the report, made fit to be shown: short, printable, and without a SecretId in full.</summary>
public static partial class ShownText
{
    private const int MaxLength = 40;

    /// <summary>A cell in quotes, for a message.</summary>
    public static string Of(ReadOnlySpan<byte> cell) => $"\"{Plain(cell)}\"";

    /// <summary>A cell: at most 40 characters, what cannot be printed as its code point, what looks like a SecretId masked.</summary>
    public static string Plain(ReadOnlySpan<byte> cell)
    {
        // No more than what can be shown is decoded.
        var text = Encoding.UTF8.GetString(cell[..Math.Min(cell.Length, MaxLength * 8)]);
        if (text.Length <= MaxLength
            && Ascii.IsValid(text)
            && !text.AsSpan().ContainsAnyExceptInRange(' ', '~')
            && !HasRunOf(SecretIdMask.Shortest, text))
            return text;
        text = SecretIdLike().Replace(text, static match => SecretIdMask.Of(match.Value));
        return PrintableText.Of(ShortText.Of(text, MaxLength));
    }

    // Nearly every cell has no such run, and the expression is the slowest part of showing one.
    private static bool HasRunOf(int length, string text)
    {
        var run = 0;
        foreach (var character in text)
        {
            run = char.IsAsciiLetterOrDigit(character) ? run + 1 : 0;
            if (run == length)
                return true;
        }

        return false;
    }

    [GeneratedRegex("[A-Za-z0-9]{20,}", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex SecretIdLike();
}
