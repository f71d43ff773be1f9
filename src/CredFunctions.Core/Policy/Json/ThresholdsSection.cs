using CredFunctions.Rules;

namespace CredFunctions.Policy.Json;

/// <summary><c>thresholds</c>: days, by profile.</summary>
internal static class ThresholdsSection
{
    private const int MaxDays = 3650;

    /// <summary>What the section sets: each setting that it names, over the thresholds that hold without it.</summary>
    public static (Func<Thresholds, Thresholds> Human, Func<Thresholds, Thresholds> Machine) Read(PolicyNode node, Remarks remarks)
    {
        if (ObjectReader.Of(node, remarks) is not { } keys)
            return (under => under, under => under);

        var human = Profile(keys.Take("human"), remarks);
        var machine = Profile(keys.Take("machine"), remarks);
        keys.End();
        return (human, machine);
    }

    private static Func<Thresholds, Thresholds> Profile(PolicyNode? node, Remarks remarks)
    {
        if (node is null || ObjectReader.Of(node, remarks) is not { } keys)
            return under => under;

        var keyMaxAge = Days("accessKeyMaxAgeDays");
        var keyUnused = Days("accessKeyUnusedDays");
        var keyNeverUsed = Days("accessKeyNeverUsedDays");
        var keyOverlap = Days("accessKeyOverlapDays");
        var passwordMaxAge = Days("passwordMaxAgeDays");
        var consoleIdle = Days("consoleIdleDays");
        var consoleNeverUsed = Days("consoleNeverUsedDays");
        var dormant = Days("dormantDays");
        var withoutCredentials = Days("withoutCredentialsDays");
        keys.End();
        return under => new Thresholds
        {
            AccessKeyMaxAgeDays = keyMaxAge ?? under.AccessKeyMaxAgeDays,
            AccessKeyUnusedDays = keyUnused ?? under.AccessKeyUnusedDays,
            AccessKeyNeverUsedDays = keyNeverUsed ?? under.AccessKeyNeverUsedDays,
            AccessKeyOverlapDays = keyOverlap ?? under.AccessKeyOverlapDays,
            PasswordMaxAgeDays = passwordMaxAge ?? under.PasswordMaxAgeDays,
            ConsoleIdleDays = consoleIdle ?? under.ConsoleIdleDays,
            ConsoleNeverUsedDays = consoleNeverUsed ?? under.ConsoleNeverUsedDays,
            DormantDays = dormant ?? under.DormantDays,
            WithoutCredentialsDays = withoutCredentials ?? under.WithoutCredentialsDays,
        };

        int? Days(string key) => keys.Take(key)?.Whole(1, MaxDays, "days", remarks);
    }
}
