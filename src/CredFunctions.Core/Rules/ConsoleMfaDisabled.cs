namespace CredFunctions.Rules;

/// <summary>A user can log in to the console without a second factor.</summary>
internal static class ConsoleMfaDisabled
{
    public static Rule Rule { get; } = new()
    {
        Id = "console-mfa-disabled",
        Number = 6,
        Title = "Console login without MFA",
        Why = "A password alone is phished, guessed or reused; with a second factor that is not enough to get in.",
        Remediation =
            "CAM console > Users > User List > the user > Security: have the user bind an MFA device, "
            + "and turn on login protection with it.",
        Severity = Severity.High,
        IsOffForExternalLogin = true,
        IsRaisedForPrivileged = true,
        Controls = ControlMappings.Mfa,
        Applies = (a, _) => a.CanLogIn & a.MfaSupported,
        Fails = (a, _) => !a.MfaOn,
        Message = (a, _) => "Can log in to the console and has no MFA device.",
    };
}
