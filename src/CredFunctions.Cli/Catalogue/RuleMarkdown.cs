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
        WriteDue(page);
        Paragraph(page, "## What no report shows");
        foreach (var sentence in RuleCatalogue.NotCovered)
            Paragraph(page, sentence);
        Paragraph(page, "The [controls](controls.md) that each rule is evidence for have a page of their own.");
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

        if (rule.NeedsRoster)
            page.Write("- Evaluated under a policy with a roster only\n");
        if (rule.IsRaisedForPrivileged)
            page.Write("- One step more severe, at most critical, for an account that the policy has as `privileged`\n");
        if (rule.IsOffForExternalLogin)
            page.Write("- Off for an account with `externalLogin`\n");
        page.Write($"- Controls: {(rule.Controls.Count == 0 ? "none" : string.Join(", ", rule.Controls.Select(RulePage.NameOf)))}\n\n");
        Paragraph(page, $"What to do: {rule.Remediation}");
    }

    private static void WriteDue(TextWriter page)
    {
        Paragraph(page, "## What is due");
        Paragraph(page, "A check that passes is due at the greatest lower bound of the instants after the as-of at which the same "
            + "row, judged under the same policy as of that instant, would fail: a key is due 90 days after its creation, to the tick, "
            + "and fails right after. It is listed when that is no later than `dueDays` times 24 hours after the as-of. "
            + "A pass that rests on a flag (`AccessKey1CreatedOver90Days`) never becomes due, and neither does `report-inconsistent`. "
            + "Exceptions do not matter; one that covers the day is named. What is due is no finding: it is never alerted, and only "
            + "a digest that is sent anyway counts it, but for what is under an exception on its day.");
        Paragraph(page, string.Create(
            CultureInfo.InvariantCulture,
            $"`{DueCheck.AutoDisable}` is by itself: with `tencentDisablesUnusedKeys`, every active key is listed, whatever `dueDays`, at "
            + $"the later of that day (0:00 in the report's zone) and {DueCheck.AutoDisableDays} days after its last use, or after its "
            + $"creation where it was never used. A key of which that time is not known is not listed; one whose time is not after the "
            + $"as-of is overdue."));
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
