using System.Text;

namespace CredFunctions.Languages;

/// <summary>A sentence with holes: text, hole, text, and so on.</summary>
internal sealed class SentencePattern
{
    private readonly List<string> texts = [];
    private readonly List<(int Number, char Kind)> holes = [];

    private SentencePattern()
    {
    }

    /// <summary>The characters of its own.</summary>
    public int OwnLength => texts.Sum(text => text.Length);

    /// <summary>Whether there is a letter among them.</summary>
    public bool HasWord => texts.Exists(text => text.Any(char.IsLetter));

    /// <summary>Whether what stands in a hole is translated.</summary>
    public bool Translates => holes.Exists(hole => hole.Kind == '!');

    /// <summary>Whether the sentence has a hole.</summary>
    public static bool HasHoles(string sentence) => sentence.Contains('{', StringComparison.Ordinal);

    /// <exception cref="FormatException">A brace opens or closes no hole.</exception>
    public static SentencePattern Parse(string sentence)
    {
        var pattern = new SentencePattern();
        var rest = sentence.AsSpan();
        while (rest.IndexOf('{') is >= 0 and var start)
        {
            var hole = rest[(start + 1)..];
            var end = hole.IndexOf('}');
            if (end is not (1 or 2) || !char.IsAsciiDigit(hole[0]) || (end == 2 && hole[1] is not ('!' or '_' or '#')))
                throw new FormatException($"\"{sentence}\" has a brace that is no hole.");
            pattern.texts.Add(rest[..start].ToString());
            pattern.holes.Add((hole[0] - '0', end == 2 ? hole[1] : ' '));
            rest = hole[(end + 1)..];
        }

        pattern.texts.Add(rest.ToString());
        return pattern;
    }

    /// <summary>What stands in each hole, by its number; null where the sentence does not fit.</summary>
    public Dictionary<int, string>? Match(string sentence)
    {
        if (!sentence.StartsWith(texts[0], StringComparison.Ordinal) || !sentence.EndsWith(texts[^1], StringComparison.Ordinal))
            return null;

        var found = new Dictionary<int, string>(holes.Count);
        var start = texts[0].Length;
        for (var index = 0; index < holes.Count; index++)
        {
            var isLast = index == holes.Count - 1;
            var end = isLast ? sentence.Length - texts[^1].Length
                : start < sentence.Length ? sentence.IndexOf(texts[index + 1], start + 1, StringComparison.Ordinal)
                : -1;
            if (end <= start)
                return null;
            var text = sentence[start..end];
            if (!IsFor(holes[index].Kind, text))
                return null;
            found[holes[index].Number] = text;
            start = end + texts[index + 1].Length;
        }

        return found;
    }

    private static bool IsFor(char kind, string text) => kind switch
    {
        '_' => !text.Contains(' ', StringComparison.Ordinal),
        '#' => text.All(character => char.IsAsciiDigit(character) || character is ',' or '.' or '-'),
        _ => true,
    };

    /// <summary>The sentence with its holes filled.</summary>
    /// <param name="found">What stands in each hole.</param>
    /// <param name="translate">Translates what stands in a hole that says so.</param>
    /// <param name="isAnyTranslated">Whether that changed any of it.</param>
    public string Fill(IReadOnlyDictionary<int, string> found, Func<string, string> translate, out bool isAnyTranslated)
    {
        isAnyTranslated = false;
        var filled = new StringBuilder(texts[0]);
        for (var index = 0; index < holes.Count; index++)
        {
            var (number, kind) = holes[index];
            var text = kind == '!' ? translate(found[number]) : found[number];
            isAnyTranslated |= text != found[number];
            filled.Append(text).Append(texts[index + 1]);
        }

        return filled.ToString();
    }
}
