namespace CredFunctions.Rules;

/// <summary>A user with console access has never logged in.</summary>
internal static class ConsoleNeverUsed
{
    public static Rule Rule { get; } = new()
    {
        Id = "console-never-used",
        Number = 13,
        Title = "Console login never used",
        Why = "Its first password was handed out and never replaced by one that only its owner knows.",
        Remediation = "CAM console > Users > User List > the user: ask the owner, then turn off console access or delete the user.",
        Severity = Severity.Medium,
        Controls = ControlMappings.UnusedConsole,
        Applies = (a, _) => a.CanLogIn & !a.LoggedIn,
        Fails = (a, _) => a.AccountOlder(a.Limits.ConsoleNeverUsedDays) & a.PasswordQuiet(a.Limits.ConsoleNeverUsedDays),
        Message = (a, _) => $"Was created {a.DaysSince(a.Account.Created)} ago and has never logged in to the console; "
            + $"access should end after {a.Limits.ConsoleNeverUsedDays}.",
    };
}
