namespace CredFunctions.Rules;

/// <summary>An active key is older than it may become.</summary>
internal static class AccessKeyNotRotated
{
    public static Rule Rule { get; } = new()
    {
        Id = "access-key-not-rotated",
        Number = 1,
        IsOnKeys = true,
        Title = "Access key not rotated",
        Why = "The longer a key lives, the more copies of it exist and the longer a leak stays unnoticed.",
        Remediation =
            "CAM console > Users > User List > the user > API Key: create a second key, move its applications over, disable the old key, "
            + "and delete it after some days without complaints.",
        Severity = Severity.High,
        IsRaisedForPrivileged = true,
        Controls = ControlMappings.KeyRotation,
        Applies = (a, k) => a.Active(k),
        Fails = (a, k) => a.CreatedOlder(k, a.Limits.AccessKeyMaxAgeDays),
        Message = (a, k) => $"is {a.DaysSinceCreated(k, a.Limits.AccessKeyMaxAgeDays)} old; "
            + $"it should be rotated after {a.Limits.AccessKeyMaxAgeDays}.",
    };
}
