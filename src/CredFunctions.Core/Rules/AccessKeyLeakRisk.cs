using CredFunctions.Reports;

namespace CredFunctions.Rules;

/// <summary>Tencent Cloud reports that the key may have leaked.</summary>
internal readonly struct AccessKeyLeakRisk : IKeyRule
{
    public static string Id => "access-key-leak-risk";

    public static int Number => 0;

    public static string Title => "Access key may have leaked";

    public static string Why =>
        "Tencent Cloud found signs that this key is exposed, for instance in a public repository. "
            + "Anyone who has it can act as this account.";

    public static string Remediation =>
        "CAM console > Users > User List > the user > API Key: create a new key, move its applications over, disable this one, " +
        "look in CloudAudit for calls made with it, then delete it. If there are calls that no one recognises, disable it at once.";

    public static Severity Severity => Severity.Critical;

    public static LowerSeverity? Lower => new(Severity.High, "the key is disabled");

    public static IReadOnlyList<Control> Controls => ControlFamilies.Monitoring;

    public static Condition Applies(Facts a, AccessKey k) => a.Exists(k);

    public static Condition Fails(Facts a, AccessKey k) => Facts.Risk(k);

    public static Condition Lowers(Facts a, AccessKey k) => a.Disabled(k);

    public static string Message(Facts a, AccessKey k) =>
        a.Disabled(k).IsTrue
            ? "may have leaked; it is disabled."
            : "may have leaked and is not disabled.";
}
