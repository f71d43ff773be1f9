using CredFunctions.Reports;

namespace CredFunctions.Rules;

/// <summary>An active key was never used since it was created.</summary>
internal readonly struct AccessKeyNeverUsed : IKeyRule
{
    public static string Id => "access-key-never-used";

    public static int Number => 3;

    public static string Title => "Access key never used";

    public static string Why =>
        "A key without a use is a risk without a benefit, and is often the one that was pasted somewhere and forgotten.";

    public static string Remediation =>
        "CAM console > Users > User List > the user > API Key: ask its owner, then disable and delete the key.";

    public static Severity Severity => Severity.Medium;

    public static IReadOnlyList<Control> Controls => ControlFamilies.Unused;

    public static Condition Applies(Facts a, AccessKey k) => a.Active(k) & !a.Used(k);

    public static Condition Fails(Facts a, AccessKey k) => a.CreatedOlder(k, Days(a));

    public static string Message(Facts a, AccessKey k) =>
        $"was created {a.DaysSinceCreated(k, Days(a))} days ago and never used; "
            + $"it should be deleted after {a.Limits.AccessKeyNeverUsedDays}.";

    // The last-used column lags by a day.
    private static int Days(Facts a) => a.Limits.AccessKeyNeverUsedDays + 1;
}
