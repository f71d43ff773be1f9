namespace CredFunctions.Rules;

/// <summary>An active key was never used since it was created.</summary>
internal static class AccessKeyNeverUsed
{
    public static Rule Rule { get; } = new()
    {
        Id = "access-key-never-used",
        Number = 3,
        IsOnKeys = true,
        Title = "Access key never used",
        Why = "A key without a use is a risk without a benefit, and is often the one that was pasted somewhere and forgotten.",
        Remediation = "CAM console > Users > User List > the user > API Key: ask its owner, then disable and delete the key.",
        Severity = Severity.Medium,
        IsRaisedForPrivileged = true,
        Controls = ControlMappings.UnusedKey,
        Applies = (a, k) => a.Active(k) & !a.Used(k),
        Fails = (a, k) => a.CreatedOlder(k, Days(a)),
        Message = (a, k) => $"was created {a.DaysSinceCreated(k, Days(a))} ago and never used; "
            + $"it should be deleted after {a.Limits.AccessKeyNeverUsedDays}.",
    };

    // The last-used column lags by a day.
    private static int Days(Facts a) => a.Limits.AccessKeyNeverUsedDays + 1;
}
