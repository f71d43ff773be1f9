using CredFunctions.Reports;

namespace CredFunctions.Rules;

/// <summary>Nothing that the account could be used with has been used for long.</summary>
internal static class DormantIdentity
{
    public static Rule Rule { get; } = new()
    {
        Id = "dormant-identity",
        Number = 15,
        Title = "Dormant account",
        Why = "No one uses the account in any way, so no one would notice an intruder using it.",
        Remediation =
            "CAM console > Users > User List > the user: ask the owner, "
            + "turn off console access and disable the keys, then delete the user.",
        Severity = Severity.Medium,
        IsRaisedForPrivileged = true,
        Controls = ControlMappings.Dormant,
        Applies = (a, _) => a.CanLogIn | a.Active(a.Account.Key1) | a.Active(a.Account.Key2),
        Fails = (a, _) => a.AccountOlder(Days(a))
            & (!a.CanLogIn | (a.LastLoginQuiet(Days(a)) & a.PasswordQuiet(Days(a))))
            & KeyIsQuiet(a, a.Account.Key1)
            & KeyIsQuiet(a, a.Account.Key2),
        Message = (a, _) => $"Neither console nor access keys have been used for {Facts.Days(a.Limits.DormantDays)}.",
    };

    // The last-used columns lag by a day.
    private static int Days(Facts a) => a.Limits.DormantDays + 1;

    private static Condition KeyIsQuiet(Facts a, AccessKey k) =>
        !a.Active(k) | (a.CreatedQuiet(k, Days(a)) & a.LastUsedQuiet(k, Days(a)));
}
