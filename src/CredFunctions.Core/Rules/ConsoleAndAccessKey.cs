using CredFunctions.Findings;

namespace CredFunctions.Rules;

/// <summary>One account has both a console login and an access key.</summary>
internal sealed class ConsoleAndAccessKey : AccountRule
{
    public override string Id => "console-and-access-key";

    public override string Title => "Console login and access key in one account";

    public override string Why =>
        "People log in, programs use keys. An account that does both has the rights of both, and neither is easily taken away.";

    public override string Remediation =>
        "CAM console > Users > Create User: make a user for the program with programmatic access only, move the key's use " +
        "there, then delete the key here.";

    public override Severity Severity => Severity.Low;

    public override IReadOnlyList<Control> Controls => Rules.Controls.LeastPrivilege;

    private protected override Condition Applies(Facts a) => a.CanLogIn;

    private protected override Condition Fails(Facts a) => a.Active(a.Account.Key1) | a.Active(a.Account.Key2);

    private protected override string Message(Facts a) =>
        "Can log in to the console and has an active access key.";
}
