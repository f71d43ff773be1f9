using System.Globalization;

namespace CredFunctions.Rules;

/// <summary>The person who owned the account has left, and it can still be used.</summary>
internal static class OwnerLeft
{
    public static Rule Rule { get; } = new()
    {
        Id = "owner-left",
        Number = 20,
        NeedsRoster = true,
        Title = "Owner has left",
        Why = "A person who leaves may still know the password or hold the key, and no one else looks after the account.",
        Remediation =
            "CAM console > Users > User List > the user: turn off console access and disable the keys, "
            + "or name a new owner in the roster and have that person change the password and rotate the keys.",
        Severity = Severity.High,
        Controls = ControlMappings.Leaver,
        Applies = (a, _) => a.HasLeaver,
        Fails = (a, _) => a.OwnerLeft & (a.CanLogIn | a.Active(a.Account.Key1) | a.Active(a.Account.Key2)),
        Message = (a, _) => string.Create(
            CultureInfo.InvariantCulture,
            $"Its owner, {NameOf(a.Owner!)}, left on {a.Owner!.LeftOn:yyyy-MM-dd}, and the account can still be used."),
    };

    private static string NameOf(RosterLine line) =>
        line.Owner.Length > 0 ? line.Owner : line.Team.Length > 0 ? line.Team : line.Account;
}
