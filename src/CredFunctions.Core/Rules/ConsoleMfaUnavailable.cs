namespace CredFunctions.Rules;

/// <summary>A user can log in to the console and has bound nothing that a second factor could use.</summary>
internal readonly struct ConsoleMfaUnavailable : IAccountRule
{
    public static string Id => "console-mfa-unavailable";

    public static int Number => 7;

    public static string Title => "Console login that cannot have MFA";

    public static string Why =>
        "The user has bound neither a phone nor WeChat, so no second factor can be asked for, whatever the settings are.";

    public static string Remediation =>
        "CAM console > Users > User List > the user: have the user bind a mobile phone or WeChat, then an MFA device; or take " +
        "console access away.";

    public static Severity Severity => Severity.High;

    public static IReadOnlyList<Control> Controls => ControlFamilies.StrongLogin;

    public static Condition Applies(Facts a) => a.CanLogIn;

    public static Condition Fails(Facts a) => !a.MfaSupported;

    public static string Message(Facts a) =>
        "Can log in to the console, and MFA is not available: no phone or WeChat is bound.";
}
