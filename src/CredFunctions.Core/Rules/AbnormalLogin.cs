namespace CredFunctions.Rules;

/// <summary>Tencent Cloud saw a login out of the ordinary within 30 days.</summary>
internal readonly struct AbnormalLogin : IAccountRule
{
    public static string Id => "abnormal-login";

    public static int Number => 11;

    public static string Title => "Abnormal login";

    public static string Why =>
        "A login from an unusual place or device is often the first sign of a stolen password.";

    public static string Remediation =>
        "CAM console > Users > User List > the user: ask the user about the login; if it was not theirs, reset the password, " +
        "end the sessions, disable the keys, and look in CloudAudit for what was done. Then turn on MFA and login protection.";

    public static Severity Severity => Severity.Critical;

    public static LowerSeverity? Lower => new(Severity.High, "MFA and login protection are both on");

    public static IReadOnlyList<Control> Controls => ControlFamilies.Monitoring;

    public static Condition Applies(Facts a) => Condition.Always;

    public static Condition Fails(Facts a) => a.Abnormal;

    public static Condition Lowers(Facts a) => a.MfaOn & a.LoginProtectionOn;

    public static string Message(Facts a) =>
        Lowers(a).IsTrue
            ? "Tencent Cloud saw an abnormal login within 30 days; MFA and login protection are on."
            : "Tencent Cloud saw an abnormal login within 30 days, and MFA and login protection are not both on.";
}
