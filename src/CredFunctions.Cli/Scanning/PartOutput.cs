using CredFunctions.Accounts;
using CredFunctions.Reports;

namespace CredFunctions.Cli.Scanning;

/// <summary>Passes on the part that is shown, in its order. The figures of the result stay those of the whole report.</summary>
/// <param name="output">Writes it.</param>
/// <param name="part">The part.</param>
/// <param name="list">The accounts to list, where the output lists them all as they come; null where it chooses them itself.</param>
internal sealed class PartOutput(IScanOutput output, ShownPart part, AccountList? list) : IScanOutput
{
    private long accounts;
    private long matching;

    public void Take(ScannedAccount account)
    {
        accounts += account.IsListed ? 1 : 0;
        if (account.Within(part) is not { } shown)
            return;
        matching += shown.IsListed ? 1 : 0;
        if (list is null)
        {
            output.Take(shown);
            return;
        }

        // What is due is listed as it comes.
        var (due, listed) = shown.SplitDue();
        output.Take(due);
        if (listed.IsListed)
            list.Take(listed);
    }

    public void Write(ScanResult result)
    {
        var accountsListed = list?.InOrder ?? [];
        foreach (var account in accountsListed)
            output.Take(account);

        var count = list is null ? matching : accountsListed.Count;
        output.Write(result with
        {
            Shown = !part.IsFiltered && count == accounts ? null
                : new ShownCount(count, accounts, count < matching ? part : part with { Limit = null }),
            WithEvents = () => Within(result.WithEvents(), result.Report.Run),
            Changed = () => Within(result.Changed(), result.Report.Run),
        });
    }

    public void WriteHold(string reportId, string reason) => output.WriteHold(reportId, reason);

    public void WriteRejection(Rejection rejection) => output.WriteRejection(rejection);

    public void Dispose() => output.Dispose();

    private IEnumerable<AccountState> Within(IEnumerable<AccountState> changed, RunContext run) => changed
        .Where(account => part.Has(account.AccountId, account.Username))
        .Select(account => part.Of(account, run.Policy))
        .Where(account => account.Events.Count > 0);
}

/// <summary>The accounts that come first in an order, as many as fit.</summary>
internal sealed class AccountList(int capacity, AccountOrder order)
{
    private readonly Greatest<ScannedAccount, AccountRank> first = new(capacity, AccountRank.Order);

    public long Seen => first.Seen;

    public IReadOnlyList<ScannedAccount> InOrder => first.GreatestFirst;

    public void Take(ScannedAccount account)
    {
        // Its state is made now: once the next account is read, it no longer can be.
        if (first.Add(account, AccountRank.Of(order, account, first.Seen)))
            _ = account.State;
    }
}
