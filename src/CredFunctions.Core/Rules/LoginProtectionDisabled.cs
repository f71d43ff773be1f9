namespace CredFunctions.Rules;

/// <summary>A user logs in to the console with a password alone.</summary>
internal static class LoginProtectionDisabled
{
    public static Rule Rule { get; } = new()
    {
        Id = "login-protection-disabled",
        Number = 8,
        Title = "Login protection off",
        Why = "Login protection asks for a second proof at every login; without it, an MFA device that is bound is not asked for.",
        Remediation = "CAM console > Users > User List > the user > Security > Login Protection: turn it on with the MFA device.",
        Severity = Severity.High,
        IsOffForExternalLogin = true,
        IsRaisedForPrivileged = true,
        Controls = ControlMappings.LoginProtection,
        Applies = (a, _) => a.CanLogIn & a.LoginProtectionSupported,
        Fails = (a, _) => !a.LoginProtectionOn,
        Message = (a, _) => "Can log in to the console, and login protection is off.",
    };
}
