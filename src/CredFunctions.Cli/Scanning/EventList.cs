using CredFunctions.Accounts;
using CredFunctions.Cli.Terminal;
using CredFunctions.Evidence;

namespace CredFunctions.Cli.Scanning;

/// <summary>The events since the report before: their counts, and those that matter most.</summary>
internal sealed class EventList(int capacity)
{
    private const int Column = 12;

    private static readonly (AccountEventKind Kind, string Word, string Label)[] Kinds =
    [
        (AccountEventKind.Opened, "opened", "opened"),
        (AccountEventKind.Reopened, "reopened", "reopened"),
        (AccountEventKind.Raised, "raised", "raised"),
        (AccountEventKind.RaisedByPolicy, "raised by policy", "raised"),
        (AccountEventKind.Lowered, "lowered", "lowered"),
        (AccountEventKind.ExceptionEnded, "with an exception that ended", "ended"),
        (AccountEventKind.Resolved, "resolved", "resolved"),
        (AccountEventKind.Changed, "changed", "changed"),
    ];

    private readonly Dictionary<AccountEventKind, long> counts = [];

    // Problems before relief, worse before less bad, and the first of equals.
    private readonly Greatest<(AccountState Account, AccountEvent Event), (bool IsProblem, Severity, long Earlier)> urgent = new(capacity);

    public void Take(AccountState account)
    {
        foreach (var each in account.Events.Where(each => !each.IsSuppressed))
        {
            counts[each.Kind] = counts.GetValueOrDefault(each.Kind) + 1;
            urgent.Add((account, each), (!each.IsRelief, each.Severity, -urgent.Seen));
        }
    }

    public void Write(Page page, string since)
    {
        page.Heading(since);
        if (urgent.Seen == 0)
        {
            page.Labelled("", 2, "Nothing has changed.");
            return;
        }

        page.Labelled("", 2, string.Join(", ", Kinds.Where(kind => counts.ContainsKey(kind.Kind))
            .Select(kind => $"{Counted.Number(counts[kind.Kind])} {kind.Word}")) + ".");
        page.BlankLine();
        foreach (var (account, accountEvent) in urgent.GreatestFirst)
        {
            page.Named(
                $"  {Array.Find(Kinds, kind => kind.Kind == accountEvent.Kind).Label}",
                Column,
                $"{account.AccountId} {ScannedAccount.ShownNameOf(account)}: {page.Words.Of(accountEvent.Message)}",
                $"[{accountEvent.Rule ?? accountEvent.Change}]",
                accountEvent.Kind is AccountEventKind.Resolved ? Styles.Good : Styles.Of(accountEvent.Severity));
        }

        if (urgent.Seen > capacity)
            page.Labelled("", 2, $"and {Counted.Number(urgent.Seen - capacity)} more");
    }
}
