using System.Collections.Concurrent;
using System.Text;

namespace CredFunctions.Embedded.State;

/// <summary>Texts of which there are few and which stand in every row: rules, columns, user types.</summary>
internal sealed class WordList
{
    // Should they not be few after all, they are made anew each time.
    private const int MaxWords = 1_000;
    private const int MaxLength = 64;

    private readonly ConcurrentDictionary<string, string> words = new(StringComparer.Ordinal);

    public string Of(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length > MaxLength)
            return Encoding.UTF8.GetString(utf8);

        Span<char> characters = stackalloc char[MaxLength];
        var text = characters[..Encoding.UTF8.GetChars(utf8, characters)];
        if (words.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(text, out var known))
            return known;

        var word = text.ToString();
        return words.Count < MaxWords ? words.GetOrAdd(word, word) : word;
    }
}
