namespace CredFunctions.Rules;

/// <summary>One account has both a console login and an access key.</summary>
internal readonly struct ConsoleAndAccessKey : IAccountRule
{
    public static string Id => "console-and-access-key";

    public static int Number => 14;

    public static string Title => "Console login and access key in one account";

    public static string Why =>
        "People log in, programs use keys. An account that does both has the rights of both, and neither is easily taken away.";

    public static string Remediation =>
        "CAM console > Users > Create User: make a user for the program with programmatic access only, move the key's use " +
        "there, then delete the key here.";

    public static Severity Severity => Severity.Low;

    public static IReadOnlyList<Control> Controls => ControlFamilies.LeastPrivilege;

    public static Condition Applies(Facts a) => a.CanLogIn;

    public static Condition Fails(Facts a) => a.Active(a.Account.Key1) | a.Active(a.Account.Key2);

    public static string Message(Facts a) =>
        "Can log in to the console and has an active access key.";
}
