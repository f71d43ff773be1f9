using CredFunctions.Reports;

namespace CredFunctions.Rules;

/// <summary>Nothing that the account could be used with has been used for long.</summary>
internal readonly struct DormantIdentity : IAccountRule
{
    public static string Id => "dormant-identity";

    public static int Number => 15;

    public static string Title => "Dormant account";

    public static string Why =>
        "No one uses the account in any way, so no one would notice an intruder using it.";

    public static string Remediation =>
        "CAM console > Users > User List > the user: ask the owner, turn off console access and disable the keys, then delete the user.";

    public static Severity Severity => Severity.Medium;

    public static IReadOnlyList<Control> Controls => ControlFamilies.Unused;

    public static Condition Applies(Facts a) => a.CanLogIn | a.Active(a.Account.Key1) | a.Active(a.Account.Key2);

    public static Condition Fails(Facts a) =>
        a.AccountOlder(Days(a))
        & (!a.CanLogIn | (a.LastLoginQuiet(Days(a)) & a.PasswordQuiet(Days(a))))
        & KeyIsQuiet(a, a.Account.Key1)
        & KeyIsQuiet(a, a.Account.Key2);

    public static string Message(Facts a) =>
        $"Neither console nor access keys have been used for {a.Limits.DormantDays} days.";

    // The last-used columns lag by a day.
    private static int Days(Facts a) => a.Limits.DormantDays + 1;

    private static Condition KeyIsQuiet(Facts a, AccessKey k) =>
        !a.Active(k) | (a.CreatedQuiet(k, Days(a)) & a.LastUsedQuiet(k, Days(a)));
}
