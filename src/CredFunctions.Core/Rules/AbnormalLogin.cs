using CredFunctions.Findings;

namespace CredFunctions.Rules;

/// <summary>Tencent Cloud saw a login out of the ordinary within 30 days.</summary>
internal sealed class AbnormalLogin : AccountRule
{
    public override string Id => "abnormal-login";

    public override string Title => "Abnormal login";

    public override string Why =>
        "A login from an unusual place or device is often the first sign of a stolen password.";

    public override string Remediation =>
        "CAM console > Users > User List > the user: ask the user about the login; if it was not theirs, reset the password, " +
        "end the sessions, disable the keys, and look in CloudAudit for what was done. Then turn on MFA and login protection.";

    public override Severity Severity => Severity.Critical;

    public override LowerSeverity? Lower => new(Severity.High, "MFA and login protection are both on");

    public override IReadOnlyList<Control> Controls => Rules.Controls.Monitoring;

    private protected override Condition Applies(Facts a) => Condition.Always;

    private protected override Condition Fails(Facts a) => a.Abnormal;

    private protected override Condition Lowers(Facts a) => a.MfaOn & a.LoginProtectionOn;

    private protected override string Message(Facts a) =>
        Lowers(a).IsTrue
            ? "Tencent Cloud saw an abnormal login within 30 days; MFA and login protection are on."
            : "Tencent Cloud saw an abnormal login within 30 days, and MFA and login protection are not both on.";
}
