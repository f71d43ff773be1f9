using System.Text;
using System.Text.RegularExpressions;

using CredFunctions.Policy.Json;

namespace CredFunctions.Tests.Model;

/// <summary>The numbers of a policy, by profile and by the name of the setting; what is not named has its default.</summary>
/// <param name="ReportTimeZone">The offset of times that name none.</param>
/// <param name="Human">Thresholds of people.</param>
/// <param name="Machine">Thresholds of machines.</param>
/// <param name="MachinePrefix">Accounts whose user name begins with it, in any ASCII letter case, are machines; null names none.</param>
/// <param name="Severities">Severities that replace those of the rules.</param>
internal sealed record PolicyModel(
    TimeSpan ReportTimeZone,
    IReadOnlyDictionary<string, int> Human,
    IReadOnlyDictionary<string, int> Machine,
    string? MachinePrefix,
    IReadOnlyDictionary<string, string> Severities)
{
    /// <summary>Every threshold and its default.</summary>
    public static IReadOnlyDictionary<string, int> Defaults { get; } = new Dictionary<string, int>(StringComparer.Ordinal)
    {
        ["accessKeyMaxAgeDays"] = 90,
        ["accessKeyUnusedDays"] = 90,
        ["accessKeyNeverUsedDays"] = 30,
        ["accessKeyOverlapDays"] = 14,
        ["passwordMaxAgeDays"] = 90,
        ["consoleIdleDays"] = 90,
        ["consoleNeverUsedDays"] = 30,
        ["dormantDays"] = 180,
        ["withoutCredentialsDays"] = 30,
    };

    public static PolicyModel Default { get; } = new(TimeSpan.FromHours(8), Defaults, Defaults, null, new Dictionary<string, string>(StringComparer.Ordinal));

    /// <summary>Accounts whose id or user name begins with it sign in elsewhere; null names none.</summary>
    public string? ExternalPrefix { get; init; }

    /// <summary>Accounts whose id or user name begins with it are privileged; null names none.</summary>
    public string? PrivilegedPrefix { get; init; }

    public int DueDays { get; init; } = 14;

    /// <summary>The day from which unused keys are disabled; null for none.</summary>
    public DateOnly? DisabledFrom { get; init; }

    /// <summary>Account, and the day on which its owner left; null where there is no roster.</summary>
    public IReadOnlyList<(string Account, DateOnly? LeftOn)>? Roster { get; init; }

    public int Days(string setting, bool isMachine) => (isMachine ? Machine : Human).GetValueOrDefault(setting, Defaults[setting]);

    public bool NamesMachine(string username) => Begins(username, MachinePrefix);

    public bool IsExternal(string id, string username) => Begins(id, ExternalPrefix) || Begins(username, ExternalPrefix);

    public bool IsPrivileged(string id, string username) => Begins(id, PrivilegedPrefix) || Begins(username, PrivilegedPrefix);

    /// <summary>The line of the roster that counts; null where none does.</summary>
    public (string Account, DateOnly? LeftOn)? OwnerOf(string id, string username) => (Roster ?? [])
        .Where(line => line.Account.All(char.IsAsciiDigit) ? line.Account == id : IsLike(Upper(username), Upper(line.Account)))
        .Select(line => ((string, DateOnly?)?)line).FirstOrDefault();

    /// <summary>The policy with its roster.</summary>
    public byte[] Bytes()
    {
        var json = Encoding.UTF8.GetBytes(Json());
        return Roster is null ? json : PolicyFile.WithRoster(json, Encoding.UTF8.GetBytes(RosterCsv()));
    }

    public string RosterCsv() => string.Concat((Roster ?? []).Select(line => $"{line.Account},Owner,Team,,{line.LeftOn:yyyy-MM-dd}\n"));

    /// <summary>The policy as its file.</summary>
    public string Json()
    {
        var zone = $"{(ReportTimeZone < TimeSpan.Zero ? '-' : '+')}{ReportTimeZone:hh\\:mm}";
        var severities = Severities.Select(each => $"\"{each.Key}\": {{ \"severity\": \"{each.Value}\" }}");
        return $$"""
            {
              "reportTimeZone": "{{zone}}",
              "thresholds": { "human": { {{Days(Human)}} }, "machine": { {{Days(Machine)}} } },
              "machineAccounts": [{{Pattern(MachinePrefix)}}],
              "externalLogin": [{{Pattern(ExternalPrefix)}}],
              "privileged": [{{Pattern(PrivilegedPrefix)}}],
              "dueDays": {{DueDays}},
              {{(DisabledFrom is { } day ? $"\"tencentDisablesUnusedKeys\": \"{day:yyyy-MM-dd}\"," : "")}}
              "rules": { {{string.Join(", ", severities)}} }
            }
            """;
    }

    private static string Days(IReadOnlyDictionary<string, int> thresholds) => string.Join(", ", thresholds.Select(each => $"\"{each.Key}\": {each.Value}"));

    private static bool IsLike(string name, string pattern) => Regex.IsMatch(
        name, $"\\A{Regex.Escape(pattern).Replace("\\*", ".*", StringComparison.Ordinal).Replace("\\?", "([\uD800-\uDBFF][\uDC00-\uDFFF]|.)", StringComparison.Ordinal)}\\z",
        RegexOptions.Singleline | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));

    private static string Pattern(string? prefix) => prefix is null ? "" : $"\"{prefix}*\"";

    private static bool Begins(string name, string? prefix) => prefix is not null && Upper(name).StartsWith(Upper(prefix), StringComparison.Ordinal);

    private static string Upper(string text) => string.Concat(text.Select(character => character is >= 'a' and <= 'z' ? (char)(character - 32) : character));
}
