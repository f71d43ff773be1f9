using CredFunctions.Reports;

namespace CredFunctions.Rules;

/// <summary>A user of another main account has access.</summary>
internal static class CollaboratorAccess
{
    public static Rule Rule { get; } = new()
    {
        Id = "collaborator-access",
        Number = 17,
        Title = "Collaborator with access",
        Why = "A collaborator is an account of somebody else: its password and MFA are not in your hands. Know who they are.",
        Remediation =
            "CAM console > Users > User List, filter by Collaborator: confirm that the person still works with you; "
            + "if not, remove the collaborator.",
        Severity = Severity.Info,
        Controls = ControlMappings.Collaborator,
        Applies = (a, _) => a.Type(UserType.Collaborator),
        Fails = (a, _) => a.CanLogIn | a.Active(a.Account.Key1) | a.Active(a.Account.Key2),
        Message = (a, _) => "A collaborator, whose own main account decides about password and MFA, has access.",
    };
}
