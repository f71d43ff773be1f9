using System.Collections.Frozen;


namespace CredFunctions.Policy;

/// <summary>After how many days an open finding is told again, by severity.</summary>
public sealed class Reminders(IEnumerable<KeyValuePair<Severity, int>> days)
{
    private readonly FrozenDictionary<Severity, int> days = days.ToFrozenDictionary();

    public static Reminders None { get; } = new([]);

    /// <summary>Every how many days; null when findings of the severity are told once.</summary>
    public int? DaysOf(Severity severity) => days.TryGetValue(severity, out var every) ? every : null;
}
