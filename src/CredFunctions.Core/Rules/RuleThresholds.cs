namespace CredFunctions.Rules;

/// <summary>Which threshold a rule counts with.</summary>
public static class RuleThresholds
{
    private static readonly Dictionary<string, ThresholdSetting> ByRule = new(StringComparer.Ordinal)
    {
        ["access-key-not-rotated"] = new("accessKeyMaxAgeDays", days => days.AccessKeyMaxAgeDays),
        ["access-key-unused"] = new("accessKeyUnusedDays", days => days.AccessKeyUnusedDays),
        ["access-key-never-used"] = new("accessKeyNeverUsedDays", days => days.AccessKeyNeverUsedDays),
        ["access-key-overlap"] = new("accessKeyOverlapDays", days => days.AccessKeyOverlapDays),
        ["password-not-rotated"] = new("passwordMaxAgeDays", days => days.PasswordMaxAgeDays),
        ["console-idle"] = new("consoleIdleDays", days => days.ConsoleIdleDays),
        ["console-never-used"] = new("consoleNeverUsedDays", days => days.ConsoleNeverUsedDays),
        ["dormant-identity"] = new("dormantDays", days => days.DormantDays),
        ["identity-without-credentials"] = new("withoutCredentialsDays", days => days.WithoutCredentialsDays),
    };

    /// <summary>The rule's threshold; null where it counts no days.</summary>
    public static ThresholdSetting? Of(Rule rule) => ByRule.GetValueOrDefault(rule.Id);
}
