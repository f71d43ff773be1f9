using CredFunctions.Cli.Scanning.Recorded;
using CredFunctions.Findings;
using CredFunctions.Rules;

namespace CredFunctions.Cli.Scanning.Table;

/// <summary>What each rule of the catalogue came to in a report.</summary>
internal sealed class RuleTallies
{
    private readonly Dictionary<Rule, RuleTally> tallies = RuleCatalogue.All.ToDictionary(rule => rule, rule => new RuleTally(rule));
    private long accounts;

    /// <summary>Rules with a finding: the worst first, then those on most accounts.</summary>
    public IEnumerable<RuleTally> WithFindings => tallies.Values.Where(tally => tally.Accounts > 0)
        .OrderByDescending(tally => tally.Worst).ThenByDescending(tally => tally.Accounts);

    /// <summary>Rules that could not always be assessed, most often first.</summary>
    public IEnumerable<RuleTally> NotAssessed => tallies.Values.Where(tally => tally.NotAssessed > 0)
        .OrderByDescending(tally => tally.NotAssessed);

    /// <param name="assessment">What was said of an account.</param>
    /// <param name="findings">Its findings under no exception.</param>
    public void Take(Assessment assessment, ReadOnlySpan<Verdict> findings)
    {
        accounts++;
        foreach (var finding in findings)
            tallies[finding.Rule].TakeFinding(finding.Severity, accounts);
        foreach (var verdict in assessment.NotAssessed)
        {
            var tally = tallies[verdict.Rule];
            tally.TakeNotAssessed(tally.NotAssessed == 0 ? assessment.ReasonOf(verdict) : null);
        }
    }

    public void Take(RecordedAccount account)
    {
        accounts++;
        foreach (var finding in account.Unexcepted)
            TallyOf(finding.Rule)?.TakeFinding(finding.Severity, accounts);
        foreach (var rule in account.NotAssessed)
            TallyOf(rule.Rule)?.TakeNotAssessed(rule.Reason);
    }

    // A state may know a rule that this release has no longer.
    private RuleTally? TallyOf(string ruleId) => RuleCatalogue.Find(ruleId) is { } rule ? tallies[rule] : null;
}
