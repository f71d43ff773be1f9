using CredFunctions.Accounts;
using CredFunctions.Cli.Scanning.Recorded;
using CredFunctions.Cli.Terminal;

namespace CredFunctions.Cli.Scanning.Table;

/// <summary>The events since the report before: their counts, and those that matter most.</summary>
internal sealed class EventList(int capacity)
{
    private const int Column = 12;

    private static readonly (AccountEventKind Kind, string Word, string Label)[] Words =
    [
        (AccountEventKind.Opened, "new", "new"),
        (AccountEventKind.Reopened, "reopened", "reopened"),
        (AccountEventKind.Raised, "raised", "raised"),
        (AccountEventKind.RaisedByPolicy, "raised by policy", "raised"),
        (AccountEventKind.Lowered, "lowered", "lowered"),
        (AccountEventKind.ExceptionEnded, "with an exception that ended", "ended"),
        (AccountEventKind.Resolved, "resolved", "resolved"),
        (AccountEventKind.Changed, "changed", "changed"),
    ];

    private readonly Dictionary<AccountEventKind, long> counts = [];
    private readonly PriorityQueue<(AccountState Account, AccountEvent Event), EventRank> leastFirst = new(capacity + 1);
    private long seen;

    public void Take(AccountState account)
    {
        foreach (var accountEvent in account.Events.Where(each => !each.IsSuppressed))
        {
            counts[accountEvent.Kind] = counts.GetValueOrDefault(accountEvent.Kind) + 1;
            var rank = EventRank.Of(accountEvent, seen++);
            if (leastFirst.Count < capacity)
                leastFirst.Enqueue((account, accountEvent), rank);
            else
                leastFirst.EnqueueDequeue((account, accountEvent), rank);
        }
    }

    public void Write(Page page, string since)
    {
        page.Heading(since);
        if (seen == 0)
        {
            page.Labelled("", 2, "Nothing has changed.");
            return;
        }

        page.Labelled("", 2, string.Join(
            ", ", Words.Where(word => counts.ContainsKey(word.Kind)).Select(word => $"{Number(counts[word.Kind])} {word.Word}")) + ".");
        page.BlankLine();
        foreach (var ((account, accountEvent), _) in leastFirst.UnorderedItems.OrderByDescending(item => item.Priority))
        {
            page.Labelled(
                $"  {Array.Find(Words, word => word.Kind == accountEvent.Kind).Label}",
                Column,
                $"{account.AccountId} {ScannedAccount.ShownNameOf(account)}: {accountEvent.Message}",
                $"[{accountEvent.Rule ?? accountEvent.Change}]",
                accountEvent.Kind is AccountEventKind.Resolved ? Styles.Good : Styles.Of(accountEvent.Severity));
        }

        if (seen > capacity)
            page.Labelled("", 2, $"and {Number(seen - capacity)} more");
    }

    private static string Number(long count) => count.ToString("N0", System.Globalization.CultureInfo.InvariantCulture);
}
