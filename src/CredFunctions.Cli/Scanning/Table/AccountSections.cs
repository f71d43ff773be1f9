using CredFunctions.Cli.Terminal;

namespace CredFunctions.Cli.Scanning.Table;

/// <summary>The worst accounts with their findings.</summary>
internal static class AccountSections
{
    private const int Column = 12;

    public static void Write(Page page, WorstAccounts worst)
    {
        if (worst.Seen == 0)
            return;

        page.Heading("Accounts, worst first");
        var accounts = worst.WorstFirst();
        foreach (var account in accounts)
            Write(page, account);

        if (worst.Seen > accounts.Count)
        {
            page.BlankLine();
            page.Line($"and {Counted.Of(worst.Seen - accounts.Count, "more account")} with findings: --format json lists them all.");
        }
    }

    private static void Write(Page page, ScannedAccount account)
    {
        var state = account.State;
        page.BlankLine();
        page.Labelled(
            state.AccountId, state.AccountId.Length + 2, account.ShownName, $"({state.UserType}, {state.Profile.Name()})", Styles.Strong);
        foreach (var finding in account.FindingStates.Where(finding => finding.Suppression is null)
            .OrderByDescending(finding => finding.Severity))
        {
            page.Labelled($"  {finding.Severity.Name()}", Column, finding.Message, $"[{finding.Rule}]", Styles.Of(finding.Severity));
        }
    }
}
