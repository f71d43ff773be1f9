using CredFunctions.Cli.Terminal;
using CredFunctions.Evidence;

namespace CredFunctions.Cli.Scanning;

/// <summary>The worst accounts of a report with their findings, as many as fit. What does not stay is never turned into text.</summary>
internal sealed class WorstAccounts(int capacity, AccountOrder order)
{
    private const int Column = 12;

    private readonly AccountList worst = new(capacity, order);

    public void Take(ScannedAccount account)
    {
        for (var index = 0; index < account.Findings.Count; index++)
        {
            if (account.Findings[index].IsSuppressed)
                continue;
            worst.Take(account);
            return;
        }
    }

    public void Write(Page page)
    {
        if (worst.Seen == 0)
            return;

        page.Heading(order switch
        {
            AccountOrder.Severity => "Accounts, worst first",
            AccountOrder.Age => "Accounts, those with the oldest finding first",
            AccountOrder.Name => "Accounts by name",
            _ => "Accounts by id",
        });
        var accounts = worst.InOrder;
        foreach (var account in accounts)
            Write(page, account);

        if (worst.Seen > accounts.Count)
        {
            page.BlankLine();
            page.Line($"and {Counted.Of(worst.Seen - accounts.Count, "more account")} with findings: --limit all lists them.");
        }
    }

    private static void Write(Page page, ScannedAccount account)
    {
        var state = account.State;
        page.BlankLine();
        page.Named(
            state.AccountId, state.AccountId.Length + 2, account.ShownName, $"({state.UserType}, {state.Profile.Name()})", Styles.Strong);
        foreach (var finding in account.FindingStates.Where(finding => finding.Suppression is null)
            .OrderByDescending(finding => finding.Severity))
            page.Labelled($"  {finding.Severity.Name()}", Column, finding.Message, $"[{finding.Rule}]", Styles.Of(finding.Severity));
    }
}

/// <summary>Findings under an exception, as many as fit: not alerted, but not forgotten.</summary>
internal sealed class ExceptedFindings(int capacity)
{
    private readonly List<(string Text, string Rule)> listed = [];
    private long seen;

    public void Take(ScannedAccount account)
    {
        var suppressed = account.Findings.Count(finding => finding.IsSuppressed);
        if (suppressed > 0 && seen < capacity)
        {
            listed.AddRange(account.FindingStates.Where(finding => finding.Suppression is not null).Take((int)(capacity - seen))
                .Select(finding => ($"{account.State.AccountId} {account.ShownName}: {finding.Suppression!.Reason} "
                    + $"({finding.Suppression.Owner}, until {finding.Suppression.Until:yyyy-MM-dd})", finding.Rule)));
        }

        seen += suppressed;
    }

    public void Write(Page page)
    {
        if (seen == 0)
            return;

        page.Heading("Under an exception");
        foreach (var (text, rule) in listed)
            page.Labelled("", 2, text, $"[{rule}]");
        if (seen > listed.Count)
            page.Labelled("", 2, $"and {Counted.Of(seen - listed.Count, "more finding")}");
    }
}
