using System.Collections.Frozen;

using CredFunctions.Accounts;
using CredFunctions.Policy;
using CredFunctions.Rules;

using Listed = (CredFunctions.Accounts.AccountState Account, CredFunctions.Accounts.AccountEvent Event);
using Ranked = (CredFunctions.Evidence.EvidenceAccount Account, int Worst, int WorstCount, int Open);

namespace CredFunctions.Evidence.Page;

/// <summary>All that the page shows, counted while the accounts go by. It does not grow with them.</summary>
internal sealed class PageTally(RunContext run)
{
    // As many accounts as a browser, and a reader, takes; the others are in the tables.
    private const int MostAccounts = 500;
    private const int MostEvents = 200;
    private const int MostDue = 100;
    private const int MostReopened = 10;

    private readonly FrozenDictionary<string, RuleTally> byRule =
        RuleCatalogue.All.ToFrozenDictionary(rule => rule.Id, rule => new RuleTally(rule), StringComparer.Ordinal);

    private readonly Dictionary<AccountEventKind, long> byKind = [];
    private readonly Dictionary<ExceptionGrant, long> excepted = new(ReferenceEqualityComparer.Instance);
    private readonly HashSet<string> rulesOfAccount = new(StringComparer.Ordinal);

    /// <summary>Every rule, in the order of the catalogue.</summary>
    public IEnumerable<RuleTally> Rules => RuleCatalogue.All.Select(rule => byRule[rule.Id]);

    /// <summary>The accounts with open findings, the worst of them.</summary>
    public Greatest<Ranked, Ranked> Accounts { get; } = new(MostAccounts, Comparer<Ranked>.Create(Compare));

    /// <summary>The events of the run, the most urgent of them.</summary>
    public Greatest<Listed, Listed> Events { get; } = new(MostEvents, Comparer<Listed>.Create(Compare));

    public DueList Due { get; } = new(MostDue);

    public OpenTimes OpenTimes { get; } = new(run);

    /// <summary>The accounts whose open findings were opened again most often.</summary>
    public Greatest<(AccountState State, int Reopenings), (AccountState State, int Reopenings)> Reopened { get; } = new(
        MostReopened, Comparer<(AccountState State, int Reopenings)>.Create((x, y) => x.Reopenings != y.Reopenings
            ? x.Reopenings.CompareTo(y.Reopenings)
            : string.CompareOrdinal(y.State.AccountId, x.State.AccountId)));

    /// <summary>Accounts that are known and that the report does not show, though it does not show that they are gone.</summary>
    public long Unseen { get; private set; }

    /// <summary>Accounts of which at least one verdict could not be given.</summary>
    public long AccountsNotAssessed { get; private set; }

    /// <summary>Events of findings under an exception; an opening counts as one when the exception is over.</summary>
    public long ExceptedEvents { get; private set; }

    /// <summary>Findings under an exception that the policy does not have any more, on accounts that the report does not show.</summary>
    public long ExceptedFormerly { get; private set; }

    public long CountOf(AccountEventKind kind) => byKind.GetValueOrDefault(kind);

    /// <summary>How many open findings are under an exception of the policy.</summary>
    public long CountOf(ExceptionGrant grant) => excepted.GetValueOrDefault(grant);

    public void Add(EvidenceAccount account)
    {
        Unseen += account.Presence is AccountPresence.Unseen ? 1 : 0;
        Due.Add(account.State.AccountId, account.State.Username, account.Due, run);
        foreach (var tally in byRule.Values)
            tally.Add(account.Outcomes);
        AddFindings(account);
        OpenTimes.Add(account);
        if (account.Findings.Sum(finding => finding.State.IsOpen ? finding.State.Openings - 1 : 0) is > 0 and var reopenings)
            Reopened.Add((account.State, reopenings), (account.State, reopenings));
        AccountsNotAssessed += account.NotAssessed.Length > 0 ? 1 : 0;
        foreach (var (rule, _, reason) in account.NotAssessed)
        {
            if (byRule.TryGetValue(rule, out var tally))
                tally.AddNotAssessed(reason);
        }

        foreach (var each in account.Events)
        {
            if (each.IsSuppressed)
                ExceptedEvents++;
            else
                byKind[each.Kind] = CountOf(each.Kind) + 1;
            Events.Add((account.State, each), (account.State, each));
        }
    }

    private void AddFindings(EvidenceAccount account)
    {
        rulesOfAccount.Clear();
        var (worst, count, open) = (-1, 0, 0);
        foreach (var (finding, status) in account.Findings)
        {
            if (byRule.TryGetValue(finding.Rule, out var tally))
                tally.Add(finding, status, status is not FindingStatus.Resolved && rulesOfAccount.Add(finding.Rule));
            if (status is FindingStatus.Resolved)
                continue;

            // What is under an exception counts last.
            open++;
            if (status is FindingStatus.Suppressed)
            {
                AddExcepted(account.State, finding);
                continue;
            }

            var severity = (int)finding.Severity;
            if (severity > worst)
                (worst, count) = (severity, 0);
            count += severity == worst ? 1 : 0;
        }

        if (open > 0)
            Accounts.Add((account, worst, count, open), (account, worst, count, open));
    }

    // As the terminal orders them: the worst severity of a finding under no exception, -1 for none, how many have it, then by id.
    private static int Compare(Ranked x, Ranked y) =>
        (x.Worst, x.WorstCount).CompareTo((y.Worst, y.WorstCount)) is not 0 and var order ? order
        : string.CompareOrdinal(y.Account.State.AccountId, x.Account.State.AccountId);

    // Problems before relief, worse before less bad, then by account, kind and message.
    private static int Compare(Listed x, Listed y) =>
        (IsProblem(x.Event), x.Event.Severity).CompareTo((IsProblem(y.Event), y.Event.Severity)) is not 0 and var order ? order
        : string.CompareOrdinal(y.Account.AccountId, x.Account.AccountId) is not 0 and var byAccount ? byAccount
        : y.Event.Kind.CompareTo(x.Event.Kind) is not 0 and var byKind ? byKind
        : string.CompareOrdinal(y.Event.Message, x.Event.Message);

    private static bool IsProblem(AccountEvent each) =>
        !each.IsRelief && !each.IsSuppressed;

    private void AddExcepted(AccountState account, FindingState finding)
    {
        var exception = run.Policy.ExceptionFor(
            finding.Rule, account.AccountId, account.Username, finding.SecretIdMask, run.Run.AsOf);
        if (exception.Grant is { } grant)
            excepted[grant] = CountOf(grant) + 1;
        else
            ExceptedFormerly++;
    }
}

/// <summary>The result of one rule.</summary>
internal sealed class RuleTally(Rule rule)
{
    // A cell's text is part of a reason, so there may be as many reasons as accounts.
    private const int MostReasons = 64;

    private readonly ulong checks = CheckOutcomes.MaskOf(rule);
    private readonly Dictionary<string, long> reasons = new(StringComparer.Ordinal);

    public Rule Rule => rule;

    /// <summary>Open findings, those under an exception too.</summary>
    public long Open { get; private set; }

    public long Suppressed { get; private set; }

    public long Resolved { get; private set; }

    /// <summary>Accounts with an open finding; one with two keys counts once.</summary>
    public long Accounts { get; private set; }

    /// <summary>Accounts that pass every check of the rule that applies.</summary>
    public long Passed { get; private set; }

    /// <summary>The worst severity of an open finding.</summary>
    public Severity Worst { get; private set; }

    public long NotAssessed { get; private set; }

    /// <summary>The most frequent reasons for what was not assessed, with how often each was given.</summary>
    public IEnumerable<KeyValuePair<string, long>> TopReasons(int count) =>
        reasons.OrderByDescending(reason => reason.Value).ThenBy(reason => reason.Key, StringComparer.Ordinal).Take(count);

    public void Add(CheckOutcomes outcomes) =>
        Passed += (outcomes.Passed & checks) != 0 && ((outcomes.Failed | outcomes.NotAssessed) & checks) == 0 ? 1 : 0;

    public void Add(FindingState finding, FindingStatus status, bool isFirstOfAccount)
    {
        if (status is FindingStatus.Resolved)
        {
            Resolved++;
            return;
        }

        Open++;
        Suppressed += status is FindingStatus.Suppressed ? 1 : 0;
        Accounts += isFirstOfAccount ? 1 : 0;
        Worst = finding.Severity > Worst ? finding.Severity : Worst;
    }

    public void AddNotAssessed(string reason)
    {
        NotAssessed++;
        if (reasons.TryGetValue(reason, out var times) || reasons.Count < MostReasons)
            reasons[reason] = times + 1;
    }
}
