using CredFunctions.Findings;

namespace CredFunctions.Rules;

/// <summary>A password is older than it may become.</summary>
internal sealed class PasswordNotRotated : AccountRule
{
    public override string Id => "password-not-rotated";

    public override string Title => "Password not changed";

    public override string Why =>
        "An old password has had time to leak; some regimes ask for a periodic change.";

    public override string Remediation =>
        "Have the user change the password, or CAM console > Users > User List > the user > Security > reset the password. " +
        "Settings > Password Rules can make it expire.";

    public override Severity Severity => Severity.Low;

    public override IReadOnlyList<Control> Controls => Rules.Controls.PasswordAge;

    private protected override Condition Applies(Facts a) => a.Password;

    private protected override Condition Fails(Facts a) => a.PasswordOlder(a.Limits.PasswordMaxAgeDays);

    private protected override string Message(Facts a) =>
        $"The password was last changed {a.DaysSince(a.Account.PasswordLastRotation)} days ago; it should be changed after {a.Limits.PasswordMaxAgeDays}.";
}
