namespace CredFunctions.Rules;

/// <summary>A user with console access has never logged in.</summary>
internal readonly struct ConsoleNeverUsed : IAccountRule
{
    public static string Id => "console-never-used";

    public static int Number => 13;

    public static string Title => "Console login never used";

    public static string Why =>
        "Its first password was handed out and never replaced by one that only its owner knows.";

    public static string Remediation =>
        "CAM console > Users > User List > the user: ask the owner, then turn off console access or delete the user.";

    public static Severity Severity => Severity.Medium;

    public static IReadOnlyList<Control> Controls => ControlFamilies.Unused;

    public static Condition Applies(Facts a) => a.CanLogIn & !a.LoggedIn;

    public static Condition Fails(Facts a) =>
        a.AccountOlder(a.Limits.ConsoleNeverUsedDays) & a.PasswordQuiet(a.Limits.ConsoleNeverUsedDays);

    public static string Message(Facts a) =>
        $"Was created {a.DaysSince(a.Account.Created)} days ago and has never logged in to the console; "
            + $"access should end after {a.Limits.ConsoleNeverUsedDays}.";
}
