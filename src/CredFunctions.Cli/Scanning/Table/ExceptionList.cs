using CredFunctions.Accounts;
using CredFunctions.Cli.Terminal;

namespace CredFunctions.Cli.Scanning.Table;

/// <summary>Findings under an exception, as many as fit: not alerted, but not forgotten.</summary>
internal sealed class ExceptionList(int capacity)
{
    private readonly List<(string Account, string RuleId, Suppression Suppression)> listed = [];
    private long seen;

    public void Take(ScannedAccount account)
    {
        var suppressed = account.Findings.Count(finding => finding.IsSuppressed);
        if (suppressed > 0 && seen < capacity)
        {
            listed.AddRange(account.FindingStates.Where(finding => finding.Suppression is not null).Take((int)(capacity - seen))
                .Select(finding => ($"{account.State.AccountId} {account.ShownName}", finding.Rule, finding.Suppression!)));
        }

        seen += suppressed;
    }

    public void Write(Page page)
    {
        if (seen == 0)
            return;

        page.Heading("Under an exception");
        foreach (var (account, ruleId, suppression) in listed)
            page.Labelled("", 2, $"{account}: {suppression.Reason} ({suppression.Owner}, until {suppression.Until:yyyy-MM-dd})",
                $"[{ruleId}]");
        if (seen > listed.Count)
            page.Labelled("", 2, $"and {Counted.Of(seen - listed.Count, "more finding")}");
    }
}
