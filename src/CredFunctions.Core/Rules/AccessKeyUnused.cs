using CredFunctions.Reports;

namespace CredFunctions.Rules;

/// <summary>An active key has not been used for long.</summary>
internal readonly struct AccessKeyUnused : IKeyRule
{
    public static string Id => "access-key-unused";

    public static int Number => 2;

    public static string Title => "Access key unused";

    public static string Why =>
        "No one would notice an intruder using a key that its owner no longer uses.";

    public static string Remediation =>
        "CAM console > Users > User List > the user > API Key: disable the key, wait a few days for complaints, then delete it.";

    public static Severity Severity => Severity.Medium;

    public static IReadOnlyList<Control> Controls => ControlFamilies.Unused;

    public static Condition Applies(Facts a, AccessKey k) => a.Active(k) & a.Used(k);

    public static Condition Fails(Facts a, AccessKey k) => a.LastUsedOlder(k, a.Limits.AccessKeyUnusedDays + 1);

    public static string Message(Facts a, AccessKey k) =>
        $"was last used {a.DaysSince(k.LastUsed)} days ago; it should be disabled after {a.Limits.AccessKeyUnusedDays}.";
}
