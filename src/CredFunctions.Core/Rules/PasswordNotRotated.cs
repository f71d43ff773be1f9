namespace CredFunctions.Rules;

/// <summary>A password is older than it may become.</summary>
internal readonly struct PasswordNotRotated : IAccountRule
{
    public static string Id => "password-not-rotated";

    public static int Number => 10;

    public static string Title => "Password not changed";

    public static string Why =>
        "An old password has had time to leak; some regimes ask for a periodic change.";

    public static string Remediation =>
        "Have the user change the password, or CAM console > Users > User List > the user > Security > reset the password. " +
        "Settings > Password Rules can make it expire.";

    public static Severity Severity => Severity.Low;

    public static IReadOnlyList<Control> Controls => ControlFamilies.PasswordAge;

    public static Condition Applies(Facts a) => a.Password;

    public static Condition Fails(Facts a) => a.PasswordOlder(a.Limits.PasswordMaxAgeDays);

    public static string Message(Facts a) =>
        $"The password was last changed {a.DaysSince(a.Account.PasswordLastRotation)} days ago; "
            + $"it should be changed after {a.Limits.PasswordMaxAgeDays}.";
}
