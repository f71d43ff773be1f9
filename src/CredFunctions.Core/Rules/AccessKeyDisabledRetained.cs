using CredFunctions.Reports;

namespace CredFunctions.Rules;

/// <summary>A disabled key is still there.</summary>
internal readonly struct AccessKeyDisabledRetained : IKeyRule
{
    public static string Id => "access-key-disabled-retained";

    public static int Number => 4;

    public static string Title => "Disabled access key kept";

    public static string Why =>
        "A disabled key can be enabled again with one click, and takes one of the two slots that rotation needs.";

    public static string Remediation =>
        "CAM console > Users > User List > the user > API Key: delete the disabled key.";

    public static Severity Severity => Severity.Low;

    public static IReadOnlyList<Control> Controls => ControlFamilies.Unused;

    public static Condition Applies(Facts a, AccessKey k) => a.Exists(k);

    public static Condition Fails(Facts a, AccessKey k) => a.Disabled(k);

    public static string Message(Facts a, AccessKey k) =>
        "is disabled but not deleted.";
}
