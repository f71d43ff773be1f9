namespace CredFunctions.Rules;

/// <summary>A user with console access has stayed away for long.</summary>
internal static class ConsoleIdle
{
    public static Rule Rule { get; } = new()
    {
        Id = "console-idle",
        Number = 12,
        Title = "Console login idle",
        Why = "No one would notice an intruder using an account that its owner no longer uses.",
        Remediation = "CAM console > Users > User List > the user: ask the owner, then turn off console access or delete the user.",
        Severity = Severity.Medium,
        IsRaisedForPrivileged = true,
        Controls = ControlMappings.UnusedConsole,
        Applies = (a, _) => a.CanLogIn & a.LoggedIn,
        Fails = (a, _) => a.LastLoginOlder(a.Limits.ConsoleIdleDays),
        Message = (a, _) => $"Last logged in to the console {a.DaysSince(a.Account.LastConsoleLogin)} ago; "
            + $"access should end after {a.Limits.ConsoleIdleDays}.",
    };
}
