using System.Globalization;

using CredFunctions.Cli.Terminal;
using CredFunctions.Policy;
using CredFunctions.Rules;

namespace CredFunctions.Cli.Catalogue;

/// <summary>The catalogue for people: a line a rule, or everything about one.</summary>
internal static class RulePage
{
    private const int Column = 12;

    private static readonly int SeverityColumn = RuleCatalogue.All.Max(rule => rule.Id.Length) + 2;
    private static readonly int TitleColumn = SeverityColumn + nameof(Severity.Critical).Length + 2;

    public static void WriteAll(Page page)
    {
        foreach (var rule in RuleCatalogue.All)
            page.Labelled($"{rule.Id.PadRight(SeverityColumn)}{rule.Severity.Name()}", TitleColumn, rule.Title);
        page.BlankLine();
        page.Line("\"credfunctions rules ID\" explains why a rule matters and what to do.");
    }

    public static void Write(Page page, Rule rule)
    {
        page.Line($"{rule.Id}: {rule.Title}", Styles.Strong);
        page.BlankLine();
        page.Labelled("Severity", Column, SeverityOf(rule));
        page.Labelled("Subject", Column, rule.Subjects.Contains(Subject.Account) ? "the account" : "each access key");
        page.Labelled("Why", Column, rule.Why);
        page.Labelled("What to do", Column, rule.Remediation);
        if (Thresholds.Of(rule) is { } threshold)
            page.Labelled(
                "Threshold", Column, string.Create(
                    CultureInfo.InvariantCulture, $"{threshold.Name}: {threshold.Get(AssessmentPolicy.Default.Human)} days for people, "
                        + $"{threshold.Get(AssessmentPolicy.Default.Machine)} for machines"));
        foreach (var (number, mapping) in rule.Controls.Index())
            page.Labelled(number == 0 ? "Controls" : "", Column, NameOf(mapping));
        if (rule.Controls.Count == 0)
            page.Labelled("Controls", Column, "none");
    }

    public static string SeverityOf(Rule rule) => rule.Lower is { } lower
        ? $"{rule.Severity.Name()}; {lower.Severity.Name()} when {lower.When}"
        : rule.Severity.Name();

    public static string NameOf(ControlMapping mapping)
    {
        var bound = mapping.Control.Bound.Days is null ? "" : $"{mapping.Control.Bound}, ";
        return $"{mapping.Control} ({bound}{(mapping.Source is ControlSource.Published ? "published" : "ours")})";
    }
}
