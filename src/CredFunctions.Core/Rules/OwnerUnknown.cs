namespace CredFunctions.Rules;

/// <summary>The roster has no owner of an account that can be used.</summary>
internal static class OwnerUnknown
{
    public static Rule Rule { get; } = new()
    {
        Id = "owner-unknown",
        Number = 21,
        NeedsRoster = true,
        Title = "Owner unknown",
        Why = "An account that belongs to no one is not missed when it is misused, and is not removed when its purpose ends.",
        Remediation = "Find out who uses the account and add a line to the roster, or delete the user in CAM console > Users > User List.",
        Severity = Severity.Low,
        Controls = ControlMappings.Unowned,
        Applies = (a, _) => a.CanLogIn | a.Active(a.Account.Key1) | a.Active(a.Account.Key2),
        Fails = (a, _) => !a.HasOwner,
        Message = (a, _) => "No line of the roster matches the account.",
    };
}
