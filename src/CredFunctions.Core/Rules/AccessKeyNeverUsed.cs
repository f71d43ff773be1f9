using CredFunctions.Findings;
using CredFunctions.Reports;

namespace CredFunctions.Rules;

/// <summary>An active key was never used since it was created.</summary>
internal sealed class AccessKeyNeverUsed : KeyRule
{
    public override string Id => "access-key-never-used";

    public override string Title => "Access key never used";

    public override string Why =>
        "A key without a use is a risk without a benefit, and is often the one that was pasted somewhere and forgotten.";

    public override string Remediation =>
        "CAM console > Users > User List > the user > API Key: ask its owner, then disable and delete the key.";

    public override Severity Severity => Severity.Medium;

    public override IReadOnlyList<Control> Controls => Rules.Controls.Unused;

    private protected override Condition Applies(Facts a, AccessKey k) => a.Active(k) & !Facts.Used(k);

    private protected override Condition Fails(Facts a, AccessKey k) => a.CreatedOlder(k, a.Limits.AccessKeyNeverUsedDays + 1);

    private protected override string Message(Facts a, AccessKey k) =>
        $"was created {a.DaysSince(k.Created)} days ago and never used; it should be deleted after {a.Limits.AccessKeyNeverUsedDays}.";
}
