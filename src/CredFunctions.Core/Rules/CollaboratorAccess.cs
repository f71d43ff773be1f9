using CredFunctions.Reports;

namespace CredFunctions.Rules;

/// <summary>A user of another main account has access.</summary>
internal readonly struct CollaboratorAccess : IAccountRule
{
    public static string Id => "collaborator-access";

    public static int Number => 17;

    public static string Title => "Collaborator with access";

    public static string Why =>
        "A collaborator is an account of somebody else: its password and MFA are not in your hands. Know who they are.";

    public static string Remediation =>
        "CAM console > Users > User List, filter by Collaborator: confirm that the person still works with you; if not, remove " +
        "the collaborator.";

    public static Severity Severity => Severity.Info;

    public static IReadOnlyList<Control> Controls => ControlFamilies.LeastPrivilege;

    public static Condition Applies(Facts a) => a.Type(UserType.Collaborator);

    public static Condition Fails(Facts a) => a.CanLogIn | a.Active(a.Account.Key1) | a.Active(a.Account.Key2);

    public static string Message(Facts a) =>
        "A collaborator, whose own main account decides about password and MFA, has access.";
}
