using CredFunctions.Findings;

namespace CredFunctions.Rules;

/// <summary>Somebody can log in to the console and has nothing bound that a second factor could use.</summary>
internal sealed class ConsoleMfaUnavailable : AccountRule
{
    public override string Id => "console-mfa-unavailable";

    public override string Title => "Console login that cannot have MFA";

    public override string Why =>
        "The user has bound neither a phone nor WeChat, so no second factor can be asked for, whatever the settings say.";

    public override string Remediation =>
        "CAM console > Users > User List > the user: have the user bind a mobile phone or WeChat, then an MFA device; or take " +
        "console access away.";

    public override Severity Severity => Severity.High;

    public override IReadOnlyList<Control> Controls => Rules.Controls.StrongLogin;

    private protected override Condition Applies(Facts a) => a.CanLogIn;

    private protected override Condition Fails(Facts a) => !a.MfaSupported;

    private protected override string Message(Facts a) =>
        "Can log in to the console, and MFA is not available: no phone or WeChat is bound.";
}
