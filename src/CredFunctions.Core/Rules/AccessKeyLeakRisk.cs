namespace CredFunctions.Rules;

/// <summary>Tencent Cloud reports that the key may have leaked.</summary>
internal static class AccessKeyLeakRisk
{
    public static Rule Rule { get; } = new()
    {
        Id = "access-key-leak-risk",
        Number = 0,
        IsOnKeys = true,
        Title = "Access key may have leaked",
        Why =
            "Tencent Cloud found signs that this key is exposed, for instance in a public repository. "
            + "Anyone who has it can act as this account.",
        Remediation =
            "CAM console > Users > User List > the user > API Key: create a new key, move its applications over, disable this one, look "
            + "in CloudAudit for calls made with it, then delete it. If there are calls that no one recognises, disable it at once.",
        Severity = Severity.Critical,
        Lower = new(Severity.High, "the key is disabled", (a, k) => a.Disabled(k)),
        Controls = ControlMappings.LeakedKey,
        Applies = (a, k) => a.Exists(k),
        Fails = (a, k) => a.Risk(k),
        Message = (a, k) => a.Disabled(k).IsTrue
            ? "may have leaked; it is disabled."
            : "may have leaked and is not disabled.",
    };
}
