using CredFunctions.Findings;
using CredFunctions.Reports;

namespace CredFunctions.Rules;

/// <summary>A disabled key is still there.</summary>
internal sealed class AccessKeyDisabledRetained : KeyRule
{
    public override string Id => "access-key-disabled-retained";

    public override string Title => "Disabled access key kept";

    public override string Why =>
        "A disabled key can be enabled again with one click, and takes one of the two slots that rotation needs.";

    public override string Remediation =>
        "CAM console > Users > User List > the user > API Key: delete the disabled key.";

    public override Severity Severity => Severity.Low;

    public override IReadOnlyList<Control> Controls => Rules.Controls.Unused;

    private protected override Condition Applies(Facts a, AccessKey k) => a.Exists(k);

    private protected override Condition Fails(Facts a, AccessKey k) => a.Disabled(k);

    private protected override string Message(Facts a, AccessKey k) =>
        "is disabled but not deleted.";
}
