namespace CredFunctions.Rules;

/// <summary>A user can do sensitive things in the console without verifying again.</summary>
internal static class OperationProtectionDisabled
{
    public static Rule Rule { get; } = new()
    {
        Id = "operation-protection-disabled",
        Number = 9,
        Title = "Operation protection off",
        Why = "Operation protection asks for a second proof before sensitive operations, so that a session left open is not enough.",
        Remediation = "CAM console > Users > User List > the user > Security > Operation Protection: turn it on with the MFA device.",
        Severity = Severity.Medium,
        IsRaisedForPrivileged = true,
        Controls = ControlMappings.OperationProtection,
        Applies = (a, _) => a.CanLogIn & a.OperationProtectionSupported,
        Fails = (a, _) => !a.OperationProtectionOn,
        Message = (a, _) => "Can log in to the console, and operation protection is off.",
    };
}
