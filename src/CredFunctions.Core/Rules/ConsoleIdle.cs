namespace CredFunctions.Rules;

/// <summary>A user with console access has stayed away for long.</summary>
internal readonly struct ConsoleIdle : IAccountRule
{
    public static string Id => "console-idle";

    public static int Number => 12;

    public static string Title => "Console login idle";

    public static string Why =>
        "No one would notice an intruder using an account that its owner no longer uses.";

    public static string Remediation =>
        "CAM console > Users > User List > the user: ask the owner, then turn off console access or delete the user.";

    public static Severity Severity => Severity.Medium;

    public static IReadOnlyList<Control> Controls => ControlFamilies.Unused;

    public static Condition Applies(Facts a) => a.CanLogIn & a.LoggedIn;

    public static Condition Fails(Facts a) => a.LastLoginOlder(a.Limits.ConsoleIdleDays);

    public static string Message(Facts a) =>
        $"Last logged in to the console {a.DaysSince(a.Account.LastConsoleLogin)} days ago; "
            + $"access should end after {a.Limits.ConsoleIdleDays}.";
}
