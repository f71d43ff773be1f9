using CredFunctions.Findings;
using CredFunctions.Reports;

namespace CredFunctions.Rules;

/// <summary>The account can neither log in nor use a key.</summary>
internal sealed class IdentityWithoutCredentials : AccountRule
{
    public override string Id => "identity-without-credentials";

    public override string Title => "Account without credentials";

    public override string Why =>
        "An account that can do nothing is a leftover; its permissions wait for whoever gives it a credential.";

    public override string Remediation =>
        "CAM console > Users > User List > the user: ask the owner, then delete the user.";

    public override Severity Severity => Severity.Low;

    public override IReadOnlyList<Control> Controls => Rules.Controls.Unused;

    private protected override Condition Applies(Facts a) =>
        a.Type(UserType.SubUser, UserType.WeComSubUser) & !a.CanLogIn
        & !a.Active(a.Account.Key1) & !a.Active(a.Account.Key2);

    private protected override Condition Fails(Facts a) => a.AccountOlder(a.Limits.WithoutCredentialsDays);

    private protected override string Message(Facts a) =>
        $"Was created {a.DaysSince(a.Account.Created)} days ago, cannot log in and has no active access key; it should be deleted after {a.Limits.WithoutCredentialsDays}.";
}
