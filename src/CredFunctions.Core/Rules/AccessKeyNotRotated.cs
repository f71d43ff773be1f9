using CredFunctions.Findings;
using CredFunctions.Reports;

namespace CredFunctions.Rules;

/// <summary>An active key is older than it may become.</summary>
internal sealed class AccessKeyNotRotated : KeyRule
{
    public override string Id => "access-key-not-rotated";

    public override string Title => "Access key not rotated";

    public override string Why =>
        "The longer a key lives, the more copies of it exist and the longer a leak stays unnoticed.";

    public override string Remediation =>
        "CAM console > Users > User List > the user > API Key: create a second key, move its applications over, disable the old " +
        "key, and delete it after some days without complaints.";

    public override Severity Severity => Severity.High;

    public override IReadOnlyList<Control> Controls => Rules.Controls.KeyRotation;

    private protected override Condition Applies(Facts a, AccessKey k) => a.Active(k);

    private protected override Condition Fails(Facts a, AccessKey k) => a.CreatedOlder(k, a.Limits.AccessKeyMaxAgeDays);

    private protected override string Message(Facts a, AccessKey k) =>
        $"is {a.DaysSince(k.Created)} days old; it should be rotated after {a.Limits.AccessKeyMaxAgeDays}.";
}
