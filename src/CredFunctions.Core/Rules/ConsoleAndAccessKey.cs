namespace CredFunctions.Rules;

/// <summary>One account has both a console login and an access key.</summary>
internal static class ConsoleAndAccessKey
{
    public static Rule Rule { get; } = new()
    {
        Id = "console-and-access-key",
        Number = 14,
        Title = "Console login and access key in one account",
        Why = "People log in, programs use keys. An account that does both has the rights of both, and neither is easily taken away.",
        Remediation =
            "CAM console > Users > Create User: make a user for the program with programmatic access only, "
            + "move the key's use there, then delete the key here.",
        Severity = Severity.Low,
        Controls = ControlMappings.ConsoleAndKey,
        Applies = (a, _) => a.CanLogIn,
        Fails = (a, _) => a.Active(a.Account.Key1) | a.Active(a.Account.Key2),
        Message = (a, _) => "Can log in to the console and has an active access key.",
    };
}
