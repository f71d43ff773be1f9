using CredFunctions.Reports;

namespace CredFunctions.Rules;

/// <summary>The account can neither log in nor use a key.</summary>
internal readonly struct IdentityWithoutCredentials : IAccountRule
{
    public static string Id => "identity-without-credentials";

    public static int Number => 16;

    public static string Title => "Account without credentials";

    public static string Why =>
        "An account that can do nothing is a leftover; its permissions are there for anyone who gives it a credential.";

    public static string Remediation =>
        "CAM console > Users > User List > the user: ask the owner, then delete the user.";

    public static Severity Severity => Severity.Low;

    public static IReadOnlyList<Control> Controls => ControlFamilies.Unused;

    public static Condition Applies(Facts a) =>
        a.Type(UserType.SubUser, UserType.WeComSubUser) & !a.CanLogIn
        & !a.Active(a.Account.Key1) & !a.Active(a.Account.Key2);

    public static Condition Fails(Facts a) => a.AccountOlder(a.Limits.WithoutCredentialsDays);

    public static string Message(Facts a) =>
        $"Was created {a.DaysSince(a.Account.Created)} days ago, cannot log in and has no active access key; "
            + $"it should be deleted after {a.Limits.WithoutCredentialsDays}.";
}
