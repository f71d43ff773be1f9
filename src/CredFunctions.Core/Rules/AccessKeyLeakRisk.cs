using CredFunctions.Findings;
using CredFunctions.Reports;

namespace CredFunctions.Rules;

/// <summary>Tencent Cloud says that the key may have leaked.</summary>
internal sealed class AccessKeyLeakRisk : KeyRule
{
    public override string Id => "access-key-leak-risk";

    public override string Title => "Access key may have leaked";

    public override string Why =>
        "Tencent Cloud found signs that this key is exposed, for instance in a public repository. Whoever has it acts as this account.";

    public override string Remediation =>
        "CAM console > Users > User List > the user > API Key: create a new key, move its applications over, disable this one, " +
        "look in CloudAudit for calls made with it, then delete it. If calls are found that nobody knows, disable it at once.";

    public override Severity Severity => Severity.Critical;

    public override LowerSeverity? Lower => new(Severity.High, "the key is disabled");

    public override IReadOnlyList<Control> Controls => Rules.Controls.Monitoring;

    private protected override Condition Applies(Facts a, AccessKey k) => a.Exists(k);

    private protected override Condition Fails(Facts a, AccessKey k) => Facts.Risk(k);

    private protected override Condition Lowers(Facts a, AccessKey k) => a.Disabled(k);

    private protected override string Message(Facts a, AccessKey k) =>
        a.Disabled(k).IsTrue
            ? "may have leaked; it is disabled."
            : "may have leaked and is not disabled.";
}
