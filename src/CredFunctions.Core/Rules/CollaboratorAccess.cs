using CredFunctions.Findings;
using CredFunctions.Reports;

namespace CredFunctions.Rules;

/// <summary>Somebody from another main account has access.</summary>
internal sealed class CollaboratorAccess : AccountRule
{
    public override string Id => "collaborator-access";

    public override string Title => "Collaborator with access";

    public override string Why =>
        "A collaborator is an account of somebody else: its password and MFA are not in your hands. Know who they are.";

    public override string Remediation =>
        "CAM console > Users > User List, filter by Collaborator: confirm that the person still works with you; if not, remove " +
        "the collaborator.";

    public override Severity Severity => Severity.Info;

    public override IReadOnlyList<Control> Controls => Rules.Controls.LeastPrivilege;

    private protected override Condition Applies(Facts a) => a.Type(UserType.Collaborator);

    private protected override Condition Fails(Facts a) => a.CanLogIn | a.Active(a.Account.Key1) | a.Active(a.Account.Key2);

    private protected override string Message(Facts a) =>
        "A collaborator, whose own main account decides about password and MFA, has access.";
}
