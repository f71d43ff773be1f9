namespace CredFunctions.Rules;

/// <summary>A user can log in to the console without a second factor.</summary>
internal readonly struct ConsoleMfaDisabled : IAccountRule
{
    public static string Id => "console-mfa-disabled";

    public static int Number => 6;

    public static string Title => "Console login without MFA";

    public static string Why =>
        "A password alone is phished, guessed or reused; with a second factor that is not enough to get in.";

    public static string Remediation =>
        "CAM console > Users > User List > the user > Security: have the user bind an MFA device, and turn on login protection with it.";

    public static Severity Severity => Severity.High;

    public static IReadOnlyList<Control> Controls => ControlFamilies.StrongLogin;

    public static Condition Applies(Facts a) => a.CanLogIn & a.MfaSupported;

    public static Condition Fails(Facts a) => !a.MfaOn;

    public static string Message(Facts a) =>
        "Can log in to the console and has no MFA device.";
}
