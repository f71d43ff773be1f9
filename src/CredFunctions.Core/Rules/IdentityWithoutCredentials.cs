using CredFunctions.Reports;

namespace CredFunctions.Rules;

/// <summary>The account can neither log in nor use a key.</summary>
internal static class IdentityWithoutCredentials
{
    public static Rule Rule { get; } = new()
    {
        Id = "identity-without-credentials",
        Number = 16,
        Title = "Account without credentials",
        Why = "An account that can do nothing is a leftover; its permissions are there for anyone who gives it a credential.",
        Remediation = "CAM console > Users > User List > the user: ask the owner, then delete the user.",
        Severity = Severity.Low,
        Controls = ControlMappings.Empty,
        Applies = (a, _) => a.Type(UserType.SubUser, UserType.WeComSubUser) & !a.CanLogIn
            & !a.Active(a.Account.Key1) & !a.Active(a.Account.Key2),
        Fails = (a, _) => a.AccountOlder(a.Limits.WithoutCredentialsDays),
        Message = (a, _) => $"Was created {a.DaysSince(a.Account.Created)} ago, cannot log in and has no active access key; "
            + $"it should be deleted after {a.Limits.WithoutCredentialsDays}.",
    };
}
