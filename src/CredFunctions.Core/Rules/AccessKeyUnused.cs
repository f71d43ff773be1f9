using CredFunctions.Findings;
using CredFunctions.Reports;

namespace CredFunctions.Rules;

/// <summary>An active key has not been used for long.</summary>
internal sealed class AccessKeyUnused : KeyRule
{
    public override string Id => "access-key-unused";

    public override string Title => "Access key unused";

    public override string Why =>
        "A key that nobody uses is missed by nobody when somebody else does.";

    public override string Remediation =>
        "CAM console > Users > User List > the user > API Key: disable the key, wait a few days for complaints, then delete it.";

    public override Severity Severity => Severity.Medium;

    public override IReadOnlyList<Control> Controls => Rules.Controls.Unused;

    private protected override Condition Applies(Facts a, AccessKey k) => a.Active(k) & Facts.Used(k);

    private protected override Condition Fails(Facts a, AccessKey k) => a.LastUsedOlder(k, a.Limits.AccessKeyUnusedDays + 1);

    private protected override string Message(Facts a, AccessKey k) =>
        $"was last used {a.DaysSince(k.LastUsed)} days ago; it should be disabled after {a.Limits.AccessKeyUnusedDays}.";
}
