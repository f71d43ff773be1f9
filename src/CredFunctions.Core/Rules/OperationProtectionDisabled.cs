namespace CredFunctions.Rules;

/// <summary>A user can do sensitive things in the console without verifying again.</summary>
internal readonly struct OperationProtectionDisabled : IAccountRule
{
    public static string Id => "operation-protection-disabled";

    public static int Number => 9;

    public static string Title => "Operation protection off";

    public static string Why =>
        "Operation protection asks for a second proof before sensitive operations, so that a session left open is not enough.";

    public static string Remediation =>
        "CAM console > Users > User List > the user > Security > Operation Protection: turn it on with the MFA device.";

    public static Severity Severity => Severity.Medium;

    public static IReadOnlyList<Control> Controls => ControlFamilies.StrongLogin;

    public static Condition Applies(Facts a) => a.CanLogIn & a.OperationProtectionSupported;

    public static Condition Fails(Facts a) => !a.OperationProtectionOn;

    public static string Message(Facts a) =>
        "Can log in to the console, and operation protection is off.";
}
