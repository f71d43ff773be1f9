namespace CredFunctions.Rules;

/// <summary>Tencent Cloud saw a login out of the ordinary within 30 days.</summary>
internal static class AbnormalLogin
{
    public static Rule Rule { get; } = new()
    {
        Id = "abnormal-login",
        Number = 11,
        Title = "Abnormal login",
        Why = "A login from an unusual place or device is often the first sign of a stolen password.",
        Remediation =
            "CAM console > Users > User List > the user: ask the user about the login; if it was not theirs, reset the password, end the "
            + "sessions, disable the keys, and look in CloudAudit for what was done. Then turn on MFA and login protection.",
        Severity = Severity.Critical,
        Lower = new(Severity.High, "MFA and login protection are both on", (a, _) => IsProtected(a)),
        Controls = ControlMappings.AbnormalUse,
        Applies = (a, _) => Condition.Always,
        Fails = (a, _) => a.Abnormal,
        Message = (a, _) => IsProtected(a).IsTrue
            ? "Tencent Cloud saw an abnormal login within 30 days; MFA and login protection are on."
            : "Tencent Cloud saw an abnormal login within 30 days, and MFA and login protection are not both on.",
    };

    private static Condition IsProtected(Facts a) => a.MfaOn & a.LoginProtectionOn;
}
