using System.Globalization;
using System.Text;

namespace CredFunctions.Azure.Tables;

/// <summary>Puts any text into a PartitionKey or RowKey.</summary>
/// <remarks>
/// Table storage bans <c>/ \ # ?</c> and control characters. <c>%</c> is legal but arrives decoded twice through some
/// proxies, and <c>|</c> separates the parts of our own keys. Each of them is written as <c>~</c> and four hex digits, and
/// so is <c>~</c> itself: what differs before differs after. Digits and letters stay as they are, so account ids keep
/// their order.
/// </remarks>
internal static class TableKey
{
    /// <summary>Stands between the parts of a key.</summary>
    public const char Separator = '|';

    /// <summary>The character after <see cref="Separator"/>: the end of a range of keys that start alike.</summary>
    public const char AfterSeparator = '}';

    private const char Escape = '~';

    /// <summary>Encodes one part of a key.</summary>
    /// <exception cref="ArgumentException">The text is empty, too long or not Unicode.</exception>
    public static string Encode(string text)
    {
        // Account ids, and most names of sources, stay as they are.
        if (!text.Any(IsEscaped))
        {
            Guard(text);
            return text;
        }

        var key = new StringBuilder(text.Length);
        foreach (var character in text)
        {
            if (IsEscaped(character))
                key.Append(Escape).Append(((int)character).ToString("X4", CultureInfo.InvariantCulture));
            else
                key.Append(character);
        }

        var encoded = key.ToString();
        Guard(encoded);
        return encoded;
    }

    public static string Decode(string key)
    {
        if (!key.Contains(Escape, StringComparison.Ordinal))
            return key;

        var text = new StringBuilder(key.Length);
        for (var index = 0; index < key.Length; index++)
        {
            if (key[index] != Escape)
            {
                text.Append(key[index]);
                continue;
            }

            text.Append((char)ushort.Parse(key.AsSpan(index + 1, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));
            index += 4;
        }

        return text.ToString();
    }

    /// <summary>Refuses what Table storage would refuse as a whole key.</summary>
    public static void Guard(string key)
    {
        if (key.Length is 0 or > TableLimits.KeyChars)
            throw new ArgumentException($"A key has 1 to {TableLimits.KeyChars} characters, this one has {key.Length}.", nameof(key));
        for (var index = 0; index < key.Length; index++)
        {
            if (IsBanned(key[index]))
                throw new ArgumentException($"A key must not hold the character U+{(int)key[index]:X4}.", nameof(key));
            if (!char.IsSurrogate(key[index]))
                continue;
            if (!char.IsSurrogatePair(key, index))
                throw new ArgumentException("A key must be Unicode: it holds half a surrogate pair.", nameof(key));
            index++;
        }
    }

    private static bool IsEscaped(char character) => IsBanned(character) || character is '%' or Separator or Escape;

    private static bool IsBanned(char character) => character is '/' or '\\' or '#' or '?' || char.IsControl(character);
}
