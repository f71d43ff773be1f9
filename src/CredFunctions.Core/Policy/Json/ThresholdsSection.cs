namespace CredFunctions.Policy.Json;

/// <summary><c>thresholds</c>: days, by profile.</summary>
internal static class ThresholdsSection
{
    private const int MaxDays = 3650;

    public static (Thresholds Human, Thresholds Machine) Read(PolicyNode node, Remarks remarks)
    {
        if (ObjectReader.Of(node, remarks) is not { } keys)
            return (Thresholds.Default, Thresholds.Default);

        var human = Profile(keys.Take("human"), remarks);
        var machine = Profile(keys.Take("machine"), remarks);
        keys.End();
        return (human, machine);
    }

    private static Thresholds Profile(PolicyNode? node, Remarks remarks)
    {
        var defaults = Thresholds.Default;
        if (node is null || ObjectReader.Of(node, remarks) is not { } keys)
            return defaults;

        var thresholds = new Thresholds
        {
            AccessKeyMaxAgeDays = Days("accessKeyMaxAgeDays") ?? defaults.AccessKeyMaxAgeDays,
            AccessKeyUnusedDays = Days("accessKeyUnusedDays") ?? defaults.AccessKeyUnusedDays,
            AccessKeyNeverUsedDays = Days("accessKeyNeverUsedDays") ?? defaults.AccessKeyNeverUsedDays,
            AccessKeyOverlapDays = Days("accessKeyOverlapDays") ?? defaults.AccessKeyOverlapDays,
            PasswordMaxAgeDays = Days("passwordMaxAgeDays") ?? defaults.PasswordMaxAgeDays,
            ConsoleIdleDays = Days("consoleIdleDays") ?? defaults.ConsoleIdleDays,
            ConsoleNeverUsedDays = Days("consoleNeverUsedDays") ?? defaults.ConsoleNeverUsedDays,
            DormantDays = Days("dormantDays") ?? defaults.DormantDays,
            WithoutCredentialsDays = Days("withoutCredentialsDays") ?? defaults.WithoutCredentialsDays,
        };
        keys.End();
        return thresholds;

        int? Days(string key) => keys.Take(key)?.Whole(1, MaxDays, "days", remarks);
    }
}
