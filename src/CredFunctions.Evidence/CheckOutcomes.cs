using System.Collections.Frozen;

using CredFunctions.Accounts;
using CredFunctions.Rules;

namespace CredFunctions.Evidence;

/// <summary>The outcome of each check on an account, a bit each. A check in none of the sets did not apply, or its rule is off.</summary>
/// <param name="Passed">The rule passes.</param>
/// <param name="Failed">It fails, exceptions included.</param>
/// <param name="Excepted">It fails, and the finding is under an exception.</param>
/// <param name="NotAssessed">No verdict could be given.</param>
internal readonly record struct CheckOutcomes(ulong Passed, ulong Failed, ulong Excepted, ulong NotAssessed)
{
    private static readonly FrozenDictionary<(string Rule, Subject Subject), ulong> Bits =
        RuleCatalogue.Checks.ToFrozenDictionary(check => (check.Rule.Id, check.Subject), check => check.Bit);

    /// <summary>The checks of a rule.</summary>
    public static ulong MaskOf(Rule rule) => rule.Subjects.Aggregate(0UL, (mask, subject) => mask | BitOf(rule.Id, subject));

    public static CheckOutcomes Of(AccountState account, RunContext run)
    {
        var (failed, excepted, notAssessed) = (0UL, 0UL, 0UL);
        foreach (var finding in account.Findings)
        {
            // One that the report could not judge stays open, but it is no verdict of this report.
            if (!finding.IsOpen || finding.LastSeen != run.Run.AsOf || run.Policy.Rules.IsOff(finding.Rule))
                continue;
            failed |= BitOf(finding.Rule, finding.Subject);
            excepted |= finding.Suppression is null ? 0 : BitOf(finding.Rule, finding.Subject);
        }

        foreach (var (rule, subject, _) in account.NotAssessed)
            notAssessed |= BitOf(rule, subject);
        return new CheckOutcomes(account.Passed, failed, excepted, notAssessed);
    }

    private static ulong BitOf(string rule, Subject subject) => Bits.GetValueOrDefault((rule, subject));
}
