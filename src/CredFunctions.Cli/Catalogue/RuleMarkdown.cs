using System.Globalization;

using CredFunctions.Policy;
using CredFunctions.Rules;

namespace CredFunctions.Cli.Catalogue;

/// <summary>The catalogue as a page of the documentation.</summary>
internal static class RuleMarkdown
{
    private const int Width = 120;

    public static void Write(TextWriter page)
    {
        Paragraph(page, "# Rules");
        Paragraph(page, $"The checks made for every account, version {RuleCatalogue.Version} of the catalogue. "
            + "This page is what `credfunctions rules --markdown` prints.");
        Paragraph(page, "A rule gives a verdict on the account, or on each of its two access keys: it fails, which is a finding; "
            + "it passes; it does not apply; or it is not assessed, because a cell that decides could not be understood. "
            + "Not assessed is never a pass.");
        WriteTable(page);
        foreach (var rule in RuleCatalogue.All)
            WriteRule(page, rule);
        Paragraph(page, "## What no report shows");
        foreach (var sentence in RuleCatalogue.NotCovered)
            Paragraph(page, sentence);
        Paragraph(page, "## Controls");
        Paragraph(page, "A mapping is *published* where others have published it for the same check on another cloud, "
            + "and *ours* where it is this project's own reading. No benchmark for Tencent Cloud was found. "
            + "A rule that passes is evidence for a control, never the whole of it.");
        WriteControls(page);
    }

    private static void WriteTable(TextWriter page)
    {
        page.Write("| Rule | Severity | On | |\n|---|---|---|---|\n");
        foreach (var rule in RuleCatalogue.All)
            page.Write($"| [`{rule.Id}`](#{rule.Id}) | {rule.Severity.Name()} | {SubjectOf(rule)} | {rule.Title} |\n");
        page.Write("\n");
    }

    private static void WriteRule(TextWriter page, Rule rule)
    {
        Paragraph(page, $"## {rule.Id}");
        Paragraph(page, $"**{rule.Title}.** {rule.Why}");
        page.Write($"- Severity: {RulePage.SeverityOf(rule)}\n- On: {SubjectOf(rule)}\n");
        if (Thresholds.Of(rule) is { } threshold)
        {
            var (human, machine) = (threshold.Get(AssessmentPolicy.Default.Human), threshold.Get(AssessmentPolicy.Default.Machine));
            page.Write(string.Create(
                CultureInfo.InvariantCulture,
                $"- Threshold: `{threshold.Name}`, {human} days for people and {machine} for machines unless the policy sets others\n"));
        }

        page.Write($"- Controls: {(rule.Controls.Count == 0 ? "none" : string.Join(", ", rule.Controls.Select(RulePage.NameOf)))}\n\n");
        Paragraph(page, $"What to do: {rule.Remediation}");
    }

    private static void WriteControls(TextWriter page)
    {
        page.Write("| Control | Mapping | Rules |\n|---|---|---|\n");
        var controls = RuleCatalogue.All.SelectMany(rule => rule.Controls.Select(control => (control, rule)))
            .GroupBy(each => each.control, each => each.rule)
            .OrderBy(control => control.Key.Source).ThenBy(control => control.Key.Standard, StringComparer.Ordinal)
                .ThenBy(control => control.Key.Id, StringComparer.Ordinal);
        foreach (var control in controls)
            page.Write($"| {control.Key.Standard} {control.Key.Id} | {RulePage.SourceOf(control.Key)} | "
                + $"{string.Join(", ", control.Select(rule => $"`{rule.Id}`"))} |\n");
    }

    private static string SubjectOf(Rule rule) => rule.Subjects.Contains(Subject.Account) ? "account" : "access key";

    // Lines that a diff can show.
    private static void Paragraph(TextWriter page, string text)
    {
        var line = 0;
        foreach (var word in text.Split(' '))
        {
            if (line > 0 && line + 1 + word.Length > Width)
            {
                page.Write('\n');
                line = 0;
            }

            page.Write(line > 0 ? $" {word}" : word);
            line += word.Length + (line > 0 ? 1 : 0);
        }

        page.Write("\n\n");
    }
}
