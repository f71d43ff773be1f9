using CredFunctions.Findings;

namespace CredFunctions.Rules;

/// <summary>Both keys have been active for longer than a rotation takes.</summary>
internal sealed class AccessKeyOverlap : AccountRule
{
    public override string Id => "access-key-overlap";

    public override string Title => "Two active access keys";

    public override string Why =>
        "Two keys are meant for the days of a rotation. Beyond that, the old key lives on and doubles what can leak.";

    public override string Remediation =>
        "CAM console > Users > User List > the user > API Key: see by the last use which key is the old one, disable it, then delete it.";

    public override Severity Severity => Severity.Medium;

    public override IReadOnlyList<Control> Controls => Rules.Controls.KeyRotation;

    private protected override Condition Applies(Facts a) => a.Active(a.Account.Key1) & a.Active(a.Account.Key2);

    private protected override Condition Fails(Facts a) =>
        a.CreatedOlder(a.Account.Key1, a.Limits.AccessKeyOverlapDays)
        & a.CreatedOlder(a.Account.Key2, a.Limits.AccessKeyOverlapDays);

    private protected override string Message(Facts a) =>
        $"Two access keys are active, {a.DaysSince(a.Account.Key1.Created)} and {a.DaysSince(a.Account.Key2.Created)} days old; a rotation should end within {a.Limits.AccessKeyOverlapDays}.";
}
