using CredFunctions.Cli.Terminal;
using CredFunctions.Findings;

namespace CredFunctions.Cli.Scanning.Table;

/// <summary>What to do, once a rule instead of once a finding; and which rules could not be put to every account.</summary>
internal static class RuleSections
{
    private const int Column = 12;

    public static void Write(Page page, RuleTallies rules, ScannedReport report)
    {
        WriteRemedies(page, [.. rules.WithFindings]);
        WriteNotAssessed(page, [.. rules.NotAssessed], report);
        WriteOff(page, report.RulesOff);
    }

    private static void WriteRemedies(Page page, List<RuleTally> rules)
    {
        if (rules.Count == 0)
            return;

        page.Heading("What to do");
        foreach (var tally in rules)
        {
            page.BlankLine();
            page.Labelled($"  {tally.Worst.Name()}", Column, $"{tally.Rule.Title}, {Counted.Of(tally.Accounts, "account")}",
                $"[{tally.Rule.Id}]", Styles.Of(tally.Worst));
            page.Labelled("", Column, tally.Rule.Remediation);
        }
    }

    private static void WriteOff(Page page, IReadOnlyList<RuleOff> off)
    {
        if (off.Count == 0)
            return;

        page.Heading("Not evaluated: switched off by the policy");
        foreach (var rule in off)
            page.Labelled("", 2, rule.Kept == 0 ? rule.RuleId : $"{rule.RuleId}: {Counted.Of(rule.Kept, "open finding")} as before");
    }

    private static void WriteNotAssessed(Page page, List<RuleTally> rules, ScannedReport report)
    {
        if (rules.Count == 0)
            return;

        page.Heading("Not assessed, which is not the same as passed");
        page.Labelled("", 2, $"{Counted.Of(report.Unassessed.Count, "check")} of {Counted.Of(report.Totals.AccountsNotAssessed, "account")}: {report.Unassessed.ByColumn}.");
        foreach (var tally in rules)
            page.Labelled("", 2, $"{tally.Rule.Id}: {Counted.Of(tally.NotAssessed, "time")}, for example because {tally.Reason}");
    }
}
