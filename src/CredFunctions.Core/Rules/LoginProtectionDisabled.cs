namespace CredFunctions.Rules;

/// <summary>A user logs in to the console with a password alone.</summary>
internal readonly struct LoginProtectionDisabled : IAccountRule
{
    public static string Id => "login-protection-disabled";

    public static int Number => 8;

    public static string Title => "Login protection off";

    public static string Why =>
        "Login protection asks for a second proof at every login; without it, an MFA device that is bound is not asked for.";

    public static string Remediation =>
        "CAM console > Users > User List > the user > Security > Login Protection: turn it on with the MFA device.";

    public static Severity Severity => Severity.High;

    public static IReadOnlyList<Control> Controls => ControlFamilies.StrongLogin;

    public static Condition Applies(Facts a) => a.CanLogIn & a.LoginProtectionSupported;

    public static Condition Fails(Facts a) => !a.LoginProtectionOn;

    public static string Message(Facts a) =>
        "Can log in to the console, and login protection is off.";
}
