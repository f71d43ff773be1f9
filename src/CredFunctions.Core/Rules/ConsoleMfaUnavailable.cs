namespace CredFunctions.Rules;

/// <summary>A user can log in to the console and has bound nothing that a second factor could use.</summary>
internal static class ConsoleMfaUnavailable
{
    public static Rule Rule { get; } = new()
    {
        Id = "console-mfa-unavailable",
        Number = 7,
        Title = "Console login that cannot have MFA",
        Why = "The user has bound neither a phone nor WeChat, so no second factor can be asked for, whatever the settings are.",
        Remediation =
            "CAM console > Users > User List > the user: have the user bind a mobile phone or WeChat, "
            + "then an MFA device; or take console access away.",
        Severity = Severity.High,
        IsOffForExternalLogin = true,
        IsRaisedForPrivileged = true,
        Controls = ControlMappings.Mfa,
        Applies = (a, _) => a.CanLogIn,
        Fails = (a, _) => !a.MfaSupported,
        Message = (a, _) => "Can log in to the console, and MFA is not available: no phone or WeChat is bound.",
    };
}
