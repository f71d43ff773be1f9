using CredFunctions.Cli.Terminal;
using CredFunctions.Evidence;
using CredFunctions.Rules;

namespace CredFunctions.Cli.Scanning;

/// <summary>What to do, by rule and not by finding; and the rules that were not assessed or not evaluated.</summary>
internal sealed class RuleSummary
{
    private const int Column = 12;

    private readonly Dictionary<string, Tally> tallies =
        RuleCatalogue.All.ToDictionary(rule => rule.Id, rule => new Tally(rule), StringComparer.Ordinal);

    private long accounts;

    public void Take(ScannedAccount account)
    {
        // A state may know a rule that this release has no longer.
        accounts++;
        foreach (var (rule, severity, isSuppressed) in account.Findings)
        {
            if (!isSuppressed && tallies.TryGetValue(rule, out var tally))
                tally.AddFinding(severity, accounts);
        }

        for (var index = 0; index < account.NotAssessed.Count; index++)
        {
            if (tallies.TryGetValue(account.NotAssessed[index], out var tally) && tally.NotAssessed++ == 0)
                tally.Reason = account.State.NotAssessed[index].Reason;
        }
    }

    public void Write(Page page, ScanResult result)
    {
        WriteRemedies(page);
        WriteNotAssessed(page, result);
        var off = result.Report.RulesOff.ToList();
        if (off.Count == 0)
            return;

        page.Heading("Not evaluated: switched off by the policy");
        foreach (var (rule, kept) in off)
            page.Labelled("", 2, kept == 0 ? rule : $"{rule}: {Counted.Of(kept, "open finding")} as before");
    }

    private void WriteRemedies(Page page)
    {
        var failed = tallies.Values.Where(tally => tally.Accounts > 0)
            .OrderByDescending(tally => tally.Worst).ThenByDescending(tally => tally.Accounts).ToList();
        if (failed.Count == 0)
            return;

        page.Heading("What to do");
        foreach (var tally in failed)
        {
            page.BlankLine();
            page.Labelled($"  {tally.Worst.Name()}", Column, $"{tally.Rule.Title}, {Counted.Of(tally.Accounts, "account")}",
                $"[{tally.Rule.Id}]", Styles.Of(tally.Worst));
            page.Labelled("", Column, tally.Rule.Remediation);
        }
    }

    private void WriteNotAssessed(Page page, ScanResult result)
    {
        var notAssessed = tallies.Values.Where(tally => tally.NotAssessed > 0).OrderByDescending(tally => tally.NotAssessed).ToList();
        if (notAssessed.Count == 0)
            return;

        page.Heading("Not assessed, which is not the same as passed");
        if (result.Shown is null)
        {
            var unassessed = result.Report.Record.Counts.Unassessed();
            var onAccounts = Counted.Of(result.Totals.AccountsNotAssessed, "account");
            page.Labelled("", 2, $"{Counted.Of(unassessed.Count, "check")} of {onAccounts}: {unassessed.ByColumn}.");
        }

        foreach (var tally in notAssessed)
            page.Labelled("", 2, $"{tally.Rule.Id}: {Counted.Of(tally.NotAssessed, "time")}, for example because {tally.Reason}");
    }

    /// <summary>The result of one rule in a report.</summary>
    private sealed class Tally(Rule rule)
    {
        private long lastAccount = -1;

        public Rule Rule => rule;

        /// <summary>The accounts with a finding of the rule; one with two keys counts once.</summary>
        public long Accounts { get; private set; }

        public Severity Worst { get; private set; }

        /// <summary>How often no verdict could be given.</summary>
        public long NotAssessed { get; set; }

        /// <summary>Why, the first time.</summary>
        public string Reason { get; set; } = "";

        public void AddFinding(Severity severity, long account)
        {
            Accounts += account == lastAccount ? 0 : 1;
            lastAccount = account;
            Worst = severity > Worst ? severity : Worst;
        }
    }
}
