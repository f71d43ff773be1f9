using CredFunctions.Reports;

namespace CredFunctions.Rules;

/// <summary>An active key is older than it may become.</summary>
internal readonly struct AccessKeyNotRotated : IKeyRule
{
    public static string Id => "access-key-not-rotated";

    public static int Number => 1;

    public static string Title => "Access key not rotated";

    public static string Why =>
        "The longer a key lives, the more copies of it exist and the longer a leak stays unnoticed.";

    public static string Remediation =>
        "CAM console > Users > User List > the user > API Key: create a second key, move its applications over, disable the old " +
        "key, and delete it after some days without complaints.";

    public static Severity Severity => Severity.High;

    public static IReadOnlyList<Control> Controls => ControlFamilies.KeyRotation;

    public static Condition Applies(Facts a, AccessKey k) => a.Active(k);

    public static Condition Fails(Facts a, AccessKey k) => a.CreatedOlder(k, a.Limits.AccessKeyMaxAgeDays);

    public static string Message(Facts a, AccessKey k) =>
        $"is {a.DaysSinceCreated(k, a.Limits.AccessKeyMaxAgeDays)} days old; it should be rotated after {a.Limits.AccessKeyMaxAgeDays}.";
}
