namespace CredFunctions.Rules;

/// <summary>A disabled key is still there.</summary>
internal static class AccessKeyDisabledRetained
{
    public static Rule Rule { get; } = new()
    {
        Id = "access-key-disabled-retained",
        Number = 4,
        IsOnKeys = true,
        Title = "Disabled access key kept",
        Why = "A disabled key can be enabled again with one click, and takes one of the two slots that rotation needs.",
        Remediation = "CAM console > Users > User List > the user > API Key: delete the disabled key.",
        Severity = Severity.Low,
        Controls = [],
        Applies = (a, k) => a.Exists(k),
        Fails = (a, k) => a.Disabled(k),
        Message = (a, k) => "is disabled but not deleted.",
    };
}
