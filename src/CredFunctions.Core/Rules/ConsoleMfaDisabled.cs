using CredFunctions.Findings;

namespace CredFunctions.Rules;

/// <summary>Somebody can log in to the console without a second factor.</summary>
internal sealed class ConsoleMfaDisabled : AccountRule
{
    public override string Id => "console-mfa-disabled";

    public override string Title => "Console login without MFA";

    public override string Why =>
        "A password alone is phished, guessed or reused; with a second factor that is not enough to get in.";

    public override string Remediation =>
        "CAM console > Users > User List > the user > Security: have the user bind an MFA device, and turn on login protection with it.";

    public override Severity Severity => Severity.High;

    public override IReadOnlyList<Control> Controls => Rules.Controls.StrongLogin;

    private protected override Condition Applies(Facts a) => a.CanLogIn & a.MfaSupported;

    private protected override Condition Fails(Facts a) => !a.MfaOn;

    private protected override string Message(Facts a) =>
        "Can log in to the console and has no MFA device.";
}
