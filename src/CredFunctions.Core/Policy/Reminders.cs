using System.Collections.Frozen;

namespace CredFunctions.Policy;

/// <summary>How often there is a reminder of an open finding, by severity.</summary>
public sealed class Reminders(IEnumerable<KeyValuePair<Severity, int>> days)
{
    private readonly FrozenDictionary<Severity, int> days = days.ToFrozenDictionary();

    public static Reminders None { get; } = new([]);

    /// <summary>The days between two reminders; null when there is none for the severity.</summary>
    public int? DaysOf(Severity severity) => days.TryGetValue(severity, out var every) ? every : null;
}
