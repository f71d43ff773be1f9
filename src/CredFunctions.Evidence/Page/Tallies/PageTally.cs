using CredFunctions.Accounts;
using CredFunctions.Evidence.Controls;
using CredFunctions.Rules;

namespace CredFunctions.Evidence.Page.Tallies;

/// <summary>All that the page shows, counted while the accounts go by. It does not grow with them.</summary>
internal sealed class PageTally
{
    /// <summary>As many accounts as a browser, and a reader, takes; the others are in the tables.</summary>
    public const int MostAccounts = 500;

    public const int MostEvents = 200;

    private readonly Dictionary<string, RuleTally> byRule =
        RuleCatalogue.All.ToDictionary(rule => rule.Id, rule => new RuleTally(rule), StringComparer.Ordinal);

    private readonly Dictionary<AccountEventKind, long> byKind = [];
    private readonly HashSet<string> rulesOfAccount = new(StringComparer.Ordinal);

    /// <summary>Every rule, in the order of the catalogue.</summary>
    public IReadOnlyList<RuleTally> Rules => [.. RuleCatalogue.All.Select(rule => byRule[rule.Id])];

    /// <summary>Rules with an open finding: the worst first, then those with most.</summary>
    public IReadOnlyList<RuleTally> RulesWithFindings =>
        [.. Rules.Where(tally => tally.Open > 0).OrderByDescending(tally => tally.Worst).ThenByDescending(tally => tally.Open)];

    public Worst<RankedAccount> Accounts { get; } = new(MostAccounts, new RankedAccount.Order());

    public Worst<AccountWithEvent> Events { get; } = new(MostEvents, new AccountWithEvent.Order());

    public ExceptionTally Exceptions { get; } = new();

    public ControlMatrix Controls { get; } = new();

    /// <summary>Accounts that are known and that the report does not show, though it does not show that they are gone.</summary>
    public long Unseen { get; private set; }

    /// <summary>Accounts of which at least one verdict could not be given.</summary>
    public long AccountsNotAssessed { get; private set; }

    /// <summary>Events of findings under an exception; an opening counts as one when the exception is over.</summary>
    public long Excepted { get; private set; }

    public long CountOf(AccountEventKind kind) => byKind.GetValueOrDefault(kind);

    public void Add(EvidenceAccount account)
    {
        Unseen += account.Presence is AccountPresence.Unseen ? 1 : 0;
        Controls.Add(account);
        foreach (var tally in byRule.Values)
            tally.Add(account);

        AddFindings(account);
        if (account.IsInReport)
            AddNotAssessed(account.State);
        foreach (var accountEvent in account.Events)
        {
            if (accountEvent.IsSuppressed)
                Excepted++;
            else
                byKind[accountEvent.Kind] = byKind.GetValueOrDefault(accountEvent.Kind) + 1;
            Events.Add(new AccountWithEvent(account.State, accountEvent));
        }
    }

    private void AddFindings(EvidenceAccount account)
    {
        if (account.Findings.Count == 0)
            return;

        rulesOfAccount.Clear();
        foreach (var finding in account.Findings)
        {
            Exceptions.Add(finding);
            if (byRule.TryGetValue(finding.State.Rule, out var tally))
                tally.Add(finding, finding.Status is not FindingStatus.Resolved && rulesOfAccount.Add(finding.State.Rule));
        }

        if (RankedAccount.Of(account) is { } ranked)
            Accounts.Add(ranked);
    }

    private void AddNotAssessed(AccountState account)
    {
        AccountsNotAssessed += account.NotAssessed.Count > 0 ? 1 : 0;
        foreach (var (rule, _, reason) in account.NotAssessed)
        {
            if (byRule.TryGetValue(rule, out var tally))
                tally.NotAssessed.Add(reason);
        }
    }
}
