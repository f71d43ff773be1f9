using CredFunctions.Cli.Terminal;
using CredFunctions.Findings;

namespace CredFunctions.Cli.Scanning.Table;

/// <summary>What to do, by rule and not by finding; and the rules that were not assessed or not evaluated.</summary>
internal static class RuleSections
{
    private const int Column = 12;

    public static void Write(Page page, RuleTallies rules, ScanResult result)
    {
        WriteRemedies(page, [.. rules.WithFindings]);
        WriteNotAssessed(page, [.. rules.NotAssessed], result);
        WriteOff(page, [.. result.Report.RulesOff]);
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

    private static void WriteOff(Page page, List<(string Rule, long Kept)> off)
    {
        if (off.Count == 0)
            return;

        page.Heading("Not evaluated: switched off by the policy");
        foreach (var (rule, kept) in off)
            page.Labelled("", 2, kept == 0 ? rule : $"{rule}: {Counted.Of(kept, "open finding")} as before");
    }

    private static void WriteNotAssessed(Page page, List<RuleTally> rules, ScanResult result)
    {
        if (rules.Count == 0)
            return;

        page.Heading("Not assessed, which is not the same as passed");
        var unassessed = result.Report.Record.Counts.Unassessed();
        var accounts = Counted.Of(result.Totals.AccountsNotAssessed, "account");
        page.Labelled("", 2, $"{Counted.Of(unassessed.Count, "check")} of {accounts}: {unassessed.ByColumn}.");
        foreach (var tally in rules)
            page.Labelled("", 2, $"{tally.Rule.Id}: {Counted.Of(tally.NotAssessed, "time")}, for example because {tally.Reason}");
    }
}
