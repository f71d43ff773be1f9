using CredFunctions.Findings;
using CredFunctions.Reports;

namespace CredFunctions.Rules;

/// <summary>The report contradicts itself about the account, so other verdicts on it may be wrong.</summary>
internal sealed class ReportInconsistent : AccountRule
{
    public override string Id => "report-inconsistent";

    public override string Title => "Report contradicts itself";

    public override string Why =>
        "Two cells of the report cannot both be right, so a verdict that rests on either of them may be wrong.";

    public override string Remediation =>
        "Look the account up in CAM console > Users > User List and compare. If the console is right, download the report " +
        "again; if the file went through a spreadsheet, use the original.";

    public override Severity Severity => Severity.Low;

    public override IReadOnlyList<Control> Controls => Rules.Controls.None;

    private protected override Condition Applies(Facts a) => Condition.Always;

    private protected override Condition Fails(Facts a) => Contradictions.AnyOf(a);

    private protected override string Message(Facts a) =>
        $"The report contradicts itself: {string.Join("; ", Contradictions.Of(a).Where(each => each.Holds.IsTrue).Select(each => each.What))}.";
}
