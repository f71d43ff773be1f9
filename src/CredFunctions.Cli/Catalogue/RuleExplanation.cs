using System.Globalization;

using CredFunctions.Cli.Terminal;
using CredFunctions.Policy;
using CredFunctions.Rules;

namespace CredFunctions.Cli.Catalogue;

/// <summary>Everything the catalogue holds about one rule.</summary>
internal static class RuleExplanation
{
    private const int Column = 12;

    public static void Write(Page page, Rule rule)
    {
        page.Line($"{rule.Id}: {rule.Title}", Styles.Strong);
        page.BlankLine();
        page.Labelled("Severity", Column, SeverityOf(rule));
        page.Labelled("Subject", Column, rule.Subjects.Contains(Subject.Account) ? "the account" : "each access key");
        page.Labelled("Why", Column, rule.Why);
        page.Labelled("What to do", Column, rule.Remediation);
        if (Thresholds.Of(rule) is { } threshold)
            page.Labelled("Threshold", Column, ThresholdOf(threshold));
        WriteControls(page, rule);
    }

    private static string SeverityOf(Rule rule) => rule.Lower is { } lower
        ? $"{rule.Severity.Name()}; {lower.Severity.Name()} when {lower.When}"
        : rule.Severity.Name();

    private static string ThresholdOf(Threshold threshold) => string.Create(
        CultureInfo.InvariantCulture,
        $"{threshold.Name}: {threshold.Get(AssessmentPolicy.Default.Human)} days for people, "
            + $"{threshold.Get(AssessmentPolicy.Default.Machine)} for machines");

    private static void WriteControls(Page page, Rule rule)
    {
        var label = "Controls";
        foreach (var control in rule.Controls)
        {
            var source = control.Source is ControlSource.Published ? "published" : "ours";
            page.Labelled(label, Column, $"{control.Standard} {control.Id} ({source})");
            label = "";
        }

        if (rule.Controls.Count == 0)
            page.Labelled(label, Column, "none");
    }
}
