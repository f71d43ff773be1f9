using CredFunctions.Reports;

namespace CredFunctions.Rules;

/// <summary>Both keys have been active for longer than a rotation takes.</summary>
internal readonly struct AccessKeyOverlap : IAccountRule
{
    public static string Id => "access-key-overlap";

    public static int Number => 5;

    public static string Title => "Two active access keys";

    public static string Why =>
        "Two keys are meant for the days of a rotation. Beyond that, the old key lives on and doubles what can leak.";

    public static string Remediation =>
        "CAM console > Users > User List > the user > API Key: see by the last use which key is the old one, disable it, then delete it.";

    public static Severity Severity => Severity.Medium;

    public static IReadOnlyList<Control> Controls => ControlFamilies.KeyRotation;

    public static Condition Applies(Facts a) => a.Active(a.Account.Key1) & a.Active(a.Account.Key2);

    public static Condition Fails(Facts a) =>
        a.CreatedOlder(a.Account.Key1, a.Limits.AccessKeyOverlapDays)
        & a.CreatedOlder(a.Account.Key2, a.Limits.AccessKeyOverlapDays);

    public static string Message(Facts a) =>
        $"Two access keys are active, {DaysOld(a, a.Account.Key1)} and {DaysOld(a, a.Account.Key2)} days old; "
            + $"a rotation should end within {a.Limits.AccessKeyOverlapDays}.";

    private static string DaysOld(Facts a, AccessKey k) => a.DaysSinceCreated(k, a.Limits.AccessKeyOverlapDays);
}
