using CredFunctions.Accounts;

namespace CredFunctions.Evidence.Page.Tallies;

/// <summary>An event of the run, with its account.</summary>
internal sealed record AccountWithEvent(AccountState Account, AccountEvent Event)
{
    private bool IsSettled => Event.Kind is AccountEventKind.Resolved or AccountEventKind.Lowered || Event.IsSuppressed;

    /// <summary>Problems before relief, worse before less bad, then by account and message.</summary>
    internal sealed class Order : IComparer<AccountWithEvent>
    {
        public int Compare(AccountWithEvent? x, AccountWithEvent? y)
        {
            var order = (!x!.IsSettled, x.Event.Severity).CompareTo((!y!.IsSettled, y.Event.Severity));
            if (order == 0)
                order = string.CompareOrdinal(y.Account.AccountId, x.Account.AccountId);
            if (order == 0)
                order = y.Event.Kind.CompareTo(x.Event.Kind);
            return order == 0 ? string.CompareOrdinal(y.Event.Message, x.Event.Message) : order;
        }
    }
}
