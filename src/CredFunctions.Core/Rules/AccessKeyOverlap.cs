using CredFunctions.Reports;

namespace CredFunctions.Rules;

/// <summary>Both keys have been active for longer than a rotation takes.</summary>
internal static class AccessKeyOverlap
{
    public static Rule Rule { get; } = new()
    {
        Id = "access-key-overlap",
        Number = 5,
        Title = "Two active access keys",
        Why = "Two keys are meant for the days of a rotation. Beyond that, the old key lives on and doubles what can leak.",
        Remediation =
            "CAM console > Users > User List > the user > API Key: see by the last use which key is the old one, "
            + "disable it, then delete it.",
        Severity = Severity.Medium,
        IsRaisedForPrivileged = true,
        Controls = ControlMappings.SecondKey,
        Applies = (a, _) => a.Active(a.Account.Key1) & a.Active(a.Account.Key2),
        Fails = (a, _) => a.CreatedOlder(a.Account.Key1, a.Limits.AccessKeyOverlapDays)
            & a.CreatedOlder(a.Account.Key2, a.Limits.AccessKeyOverlapDays),
        Message = (a, _) => $"Two access keys are active, {DaysOld(a, a.Account.Key1)} and {DaysOld(a, a.Account.Key2)} old; "
            + $"a rotation should end within {a.Limits.AccessKeyOverlapDays}.",
    };

    private static string DaysOld(Facts a, AccessKey k) => a.DaysSinceCreated(k, a.Limits.AccessKeyOverlapDays);
}
