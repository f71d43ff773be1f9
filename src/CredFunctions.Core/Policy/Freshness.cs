using System.Collections.Frozen;

namespace CredFunctions.Policy;

/// <summary>How old the latest report of a source may be before the source is overdue.</summary>
/// <param name="elsewhere">Hours for sources that are not named; null for never.</param>
/// <param name="bySource">Hours by source; null for never.</param>
public sealed class Freshness(int? elsewhere, IEnumerable<KeyValuePair<string, int?>> bySource)
{
    /// <summary>Eight days: a weekly report, and a day of grace.</summary>
    public const int DefaultHours = 192;

    private readonly FrozenDictionary<string, int?> bySource = bySource.ToFrozenDictionary(StringComparer.Ordinal);

    public static Freshness Default { get; } = new(DefaultHours, []);

    /// <summary>The sources from which reports are expected by name.</summary>
    public IEnumerable<string> Sources => bySource.Where(source => source.Value is not null).Select(source => source.Key);

    /// <summary>The hours after which the source is overdue; null when it never is.</summary>
    public int? HoursOf(string source) => bySource.TryGetValue(source, out var hours) ? hours : elsewhere;
}
