using System.Globalization;
using System.Text;

namespace CredFunctions;

/// <summary>
/// Text of unknown length, cut so that what holds it stays bounded. A character is never cut, whatever it is made of: an emoji,
/// a letter with its accents.
/// </summary>
public static class ShortText
{
    // An emoji of a family is 11 code units long. A letter under hundreds of accents is cut between these.
    private const int LongestCharacter = 32;

    /// <summary>The text, or as much of it as fits with an ellipsis.</summary>
    /// <param name="maxLength">The length of the result at most, in UTF-16 code units.</param>
    public static string Of(string text, int maxLength) => text.Length <= maxLength
        ? text
        : string.Concat(text.AsSpan(0, LengthThatFits(text, maxLength - 1, static character => character.Length)), "…");

    /// <summary>The text, or as much of it as fits into a number of bytes of UTF-8. For names of files: there is no ellipsis.</summary>
    public static string InBytes(string text, int maxBytes) => text[..LengthThatFits(text, maxBytes, Encoding.UTF8.GetByteCount)];

    private static int LengthThatFits(string text, int room, Func<ReadOnlySpan<char>, int> sizeOf)
    {
        var length = 0;
        while (length < text.Length)
        {
            var next = StringInfo.GetNextTextElementLength(text, length);
            if (next > LongestCharacter)
                next = char.IsSurrogatePair(text, length) ? 2 : 1;
            room -= sizeOf(text.AsSpan(length, next));
            if (room < 0)
                break;
            length += next;
        }

        return length;
    }
}

/// <summary>The first digits of a report's or a notification's id: as many as a person types.</summary>
public static class ShortId
{
    public const int Digits = 8;

    public static string Of(string id) => id.Length > Digits ? id[..Digits] : id;
}
