using System.Collections.Frozen;
using System.Text.Json;

namespace CredFunctions.Languages;

/// <summary>
/// Sentences in another language, by their English form, from <c>zh-CN.json</c>. Its keys are sentences with holes: <c>{0}</c> takes
/// any text as it is, <c>{0_}</c> a text without a space, <c>{0#}</c> a number, <c>{0!}</c> a text that is translated itself. Where
/// several sentences fit, the one with the most text of its own does; short ones, which mostly join others, come last and in their
/// order. What is not there stays English; tests hold that no rule, no sample of a notification
/// and nothing on the page of evidence does.
/// </summary>
public sealed class Translation
{
    private const int LongestJoin = 10;

    private static readonly JsonSerializerOptions WithComments = new() { ReadCommentHandling = JsonCommentHandling.Skip };
    private static readonly Translation Nothing = new(Language.English, FrozenDictionary<string, string>.Empty, []);
    private static readonly Lazy<Translation> Chinese = new(() => Read("zh-CN.json"));

    private readonly FrozenDictionary<string, string> whole;
    private readonly IReadOnlyList<(SentencePattern English, SentencePattern Other)> patterns;

    private Translation(
        Language language,
        FrozenDictionary<string, string> whole,
        IReadOnlyList<(SentencePattern English, SentencePattern Other)> patterns) =>
        (Language, this.whole, this.patterns) = (language, whole, patterns);

    public Language Language { get; }

    /// <summary>Whether texts stay as they are.</summary>
    public bool IsNone => Language is Language.English;

    /// <summary>What stands between a label and its text.</summary>
    public string Colon => IsNone ? ": " : "：";

    public static Translation To(Language language) => language is Language.Chinese ? Chinese.Value : Nothing;

    /// <summary>The text in the other language.</summary>
    public string Of(string english) => Of(english, new Dictionary<string, string>(StringComparer.Ordinal));

    // The joins cut a sentence into the same parts in several ways: each part is translated once.
    private string Of(string english, Dictionary<string, string> parts)
    {
        if (!parts.TryGetValue(english, out var other))
            parts.Add(english, other = Find(english, part => Of(part, parts)));
        return other;
    }

    private string Find(string english, Func<string, string> translate)
    {
        if (whole.TryGetValue(english, out var other))
            return other;
        foreach (var (pattern, its) in patterns)
        {
            if (pattern.Match(english) is not { } found)
                continue;
            var filled = its.Fill(found, translate, out var isAnyTranslated);

            // What joins texts of which none is known stays with them: they quote something.
            if (pattern.HasWord || isAnyTranslated || !its.Translates)
                return filled;
        }

        return english;
    }

    /// <summary>All that is translated, by the English form.</summary>
    internal static IReadOnlyDictionary<string, string> Entries(string resource)
    {
        using var stream = typeof(Translation).Assembly.GetManifestResourceStream(resource)!;
        return JsonSerializer.Deserialize<Dictionary<string, string>>(stream, WithComments)!;
    }

    private static Translation Read(string resource)
    {
        var entries = Entries(resource);
        return new Translation(
            Language.Chinese,
            entries.Where(each => !SentencePattern.HasHoles(each.Key)).ToFrozenDictionary(StringComparer.Ordinal),
            [
                .. entries.Where(each => SentencePattern.HasHoles(each.Key))
                    .Select(each => (English: SentencePattern.Parse(each.Key), Other: SentencePattern.Parse(each.Value)))
                    .OrderByDescending(each => each.English.OwnLength > LongestJoin ? each.English.OwnLength : 0),
            ]);
    }
}
