using CredFunctions.Cli.Scanning.Recorded;
using CredFunctions.Findings;
using CredFunctions.Rules;

namespace CredFunctions.Cli.Scanning.Table;

/// <summary>The result of each rule of the catalogue in a report.</summary>
internal sealed class RuleTallies
{
    private readonly Dictionary<string, RuleTally> tallies =
        RuleCatalogue.All.ToDictionary(rule => rule.Id, rule => new RuleTally(rule), StringComparer.Ordinal);
    private long accounts;

    /// <summary>Rules with a finding: the worst first, then those on most accounts.</summary>
    public IEnumerable<RuleTally> WithFindings => tallies.Values.Where(tally => tally.Accounts > 0)
        .OrderByDescending(tally => tally.Worst).ThenByDescending(tally => tally.Accounts);

    /// <summary>Rules that could not always be assessed, most often first.</summary>
    public IEnumerable<RuleTally> NotAssessed => tallies.Values.Where(tally => tally.NotAssessed > 0)
        .OrderByDescending(tally => tally.NotAssessed);

    public void Take(ScannedAccount account)
    {
        accounts++;
        foreach (var (rule, severity, isSuppressed) in account.Findings)
        {
            if (!isSuppressed)
                TallyOf(rule)?.TakeFinding(severity, accounts);
        }

        for (var index = 0; index < account.NotAssessed.Count; index++)
        {
            var tally = TallyOf(account.NotAssessed[index]);
            tally?.TakeNotAssessed(tally.NotAssessed == 0 ? account.State.NotAssessed[index].Reason : null);
        }
    }

    // A state may know a rule that this release has no longer.
    private RuleTally? TallyOf(string ruleId) => tallies.GetValueOrDefault(ruleId);
}
