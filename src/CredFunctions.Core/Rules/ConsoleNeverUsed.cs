using CredFunctions.Findings;

namespace CredFunctions.Rules;

/// <summary>Somebody can log in to the console and never did.</summary>
internal sealed class ConsoleNeverUsed : AccountRule
{
    public override string Id => "console-never-used";

    public override string Title => "Console login never used";

    public override string Why =>
        "Its first password was handed out and never replaced by one that only its owner knows.";

    public override string Remediation =>
        "CAM console > Users > User List > the user: ask the owner, then turn off console access or delete the user.";

    public override Severity Severity => Severity.Medium;

    public override IReadOnlyList<Control> Controls => Rules.Controls.Unused;

    private protected override Condition Applies(Facts a) => a.CanLogIn & !a.LoggedIn;

    private protected override Condition Fails(Facts a) => a.AccountOlder(a.Limits.ConsoleNeverUsedDays) & a.PasswordQuiet(a.Limits.ConsoleNeverUsedDays);

    private protected override string Message(Facts a) =>
        $"Was created {a.DaysSince(a.Account.Created)} days ago and has never logged in to the console; access should end after {a.Limits.ConsoleNeverUsedDays}.";
}
