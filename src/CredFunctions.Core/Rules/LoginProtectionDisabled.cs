using CredFunctions.Findings;

namespace CredFunctions.Rules;

/// <summary>Somebody logs in to the console without being asked for more than a password.</summary>
internal sealed class LoginProtectionDisabled : AccountRule
{
    public override string Id => "login-protection-disabled";

    public override string Title => "Login protection off";

    public override string Why =>
        "Login protection asks for a second proof at every login; without it, an MFA device that is bound is not asked for.";

    public override string Remediation =>
        "CAM console > Users > User List > the user > Security > Login Protection: turn it on with the MFA device.";

    public override Severity Severity => Severity.High;

    public override IReadOnlyList<Control> Controls => Rules.Controls.StrongLogin;

    private protected override Condition Applies(Facts a) => a.CanLogIn & a.LoginProtectionSupported;

    private protected override Condition Fails(Facts a) => !a.LoginProtectionOn;

    private protected override string Message(Facts a) =>
        "Can log in to the console, and login protection is off.";
}
