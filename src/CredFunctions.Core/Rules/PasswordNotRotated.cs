namespace CredFunctions.Rules;

/// <summary>A password is older than it may become.</summary>
internal static class PasswordNotRotated
{
    public static Rule Rule { get; } = new()
    {
        Id = "password-not-rotated",
        Number = 10,
        Title = "Password not changed",
        Why = "An old password has had time to leak; some regimes ask for a periodic change.",
        Remediation =
            "Have the user change the password, or CAM console > Users > User List > the user > Security > reset the password. "
            + "Settings > Password Rules can make it expire.",
        Severity = Severity.Low,
        IsOffForExternalLogin = true,
        Controls = ControlMappings.Password,
        Applies = (a, _) => a.Password,
        Fails = (a, _) => a.PasswordOlder(a.Limits.PasswordMaxAgeDays),
        Message = (a, _) => $"The password was last changed {a.DaysSince(a.Account.PasswordLastRotation)} ago; "
            + $"it should be changed after {a.Limits.PasswordMaxAgeDays}.",
    };
}
