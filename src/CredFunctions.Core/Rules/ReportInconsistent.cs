namespace CredFunctions.Rules;

/// <summary>The report contradicts itself about the account, so other verdicts on it may be wrong.</summary>
internal readonly struct ReportInconsistent : IAccountRule
{
    public static string Id => "report-inconsistent";

    public static int Number => 18;

    public static string Title => "Report contradicts itself";

    public static string Why =>
        "Two cells of the report cannot both be right, so a verdict that rests on either of them may be wrong.";

    public static string Remediation =>
        "Look the account up in CAM console > Users > User List and compare. If the console is right, download the report " +
        "again; if the file went through a spreadsheet, use the original.";

    public static Severity Severity => Severity.Low;

    public static IReadOnlyList<Control> Controls => ControlFamilies.None;

    public static Condition Applies(Facts a) => Condition.Always;

    public static Condition Fails(Facts a) => Contradictions.AnyOf(a);

    public static string Message(Facts a) =>
        $"The report contradicts itself: "
            + $"{string.Join("; ", Contradictions.Of(a).Where(each => each.Holds.IsTrue).Select(each => each.What))}.";
}
