using CredFunctions.Findings;

namespace CredFunctions.Rules;

/// <summary>Somebody who can log in to the console has stayed away for long.</summary>
internal sealed class ConsoleIdle : AccountRule
{
    public override string Id => "console-idle";

    public override string Title => "Console login idle";

    public override string Why =>
        "An account that nobody uses any more is missed by nobody when somebody else does.";

    public override string Remediation =>
        "CAM console > Users > User List > the user: ask the owner, then turn off console access or delete the user.";

    public override Severity Severity => Severity.Medium;

    public override IReadOnlyList<Control> Controls => Rules.Controls.Unused;

    private protected override Condition Applies(Facts a) => a.CanLogIn & a.LoggedIn;

    private protected override Condition Fails(Facts a) => a.LastLoginOlder(a.Limits.ConsoleIdleDays);

    private protected override string Message(Facts a) =>
        $"Last logged in to the console {a.DaysSince(a.Account.LastConsoleLogin)} days ago; access should end after {a.Limits.ConsoleIdleDays}.";
}
