namespace CredFunctions.Rules;

/// <summary>An active key has not been used for long.</summary>
internal static class AccessKeyUnused
{
    public static Rule Rule { get; } = new()
    {
        Id = "access-key-unused",
        Number = 2,
        IsOnKeys = true,
        Title = "Access key unused",
        Why = "No one would notice an intruder using a key that its owner no longer uses.",
        Remediation =
            "CAM console > Users > User List > the user > API Key: disable the key, wait a few days for complaints, then delete it.",
        Severity = Severity.Medium,
        IsRaisedForPrivileged = true,
        Controls = ControlMappings.UnusedKey,
        Applies = (a, k) => a.Active(k) & a.Used(k),
        Fails = (a, k) => a.LastUsedOlder(k, a.Limits.AccessKeyUnusedDays + 1),
        Message = (a, k) => $"was last used {a.DaysSince(k.LastUsed)} ago; "
            + $"it should be disabled after {a.Limits.AccessKeyUnusedDays}.",
    };
}
