using CredFunctions.Findings;

namespace CredFunctions.Rules;

/// <summary>Somebody can do sensitive things in the console without being asked again.</summary>
internal sealed class OperationProtectionDisabled : AccountRule
{
    public override string Id => "operation-protection-disabled";

    public override string Title => "Operation protection off";

    public override string Why =>
        "Operation protection asks for a second proof before sensitive operations, so that a session left open is not enough.";

    public override string Remediation =>
        "CAM console > Users > User List > the user > Security > Operation Protection: turn it on with the MFA device.";

    public override Severity Severity => Severity.Medium;

    public override IReadOnlyList<Control> Controls => Rules.Controls.StrongLogin;

    private protected override Condition Applies(Facts a) => a.CanLogIn & a.OperationProtectionSupported;

    private protected override Condition Fails(Facts a) => !a.OperationProtectionOn;

    private protected override string Message(Facts a) =>
        "Can log in to the console, and operation protection is off.";
}
