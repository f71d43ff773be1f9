using System.Text.Json.Nodes;

using CredFunctions.Accounts;
using CredFunctions.Cli.Records;
using CredFunctions.Findings;
using CredFunctions.Policy;
using CredFunctions.Rules;

namespace CredFunctions.Cli.Scanning;

/// <summary>
/// The part of a result that is printed. It changes nothing else: verdict, exit code, state, notifications and evidence are of
/// the whole report.
/// </summary>
internal sealed record ShownPart
{
    /// <summary>How many accounts, and events, people are shown unless they choose.</summary>
    public const int DefaultLimit = 25;

    public NamePattern Account { get; init; } = NamePattern.Any;

    public NamePattern Rule { get; init; } = NamePattern.Any;

    /// <summary>The least severity.</summary>
    public Severity Severity { get; init; } = Severity.Info;

    /// <summary>How many accounts are listed, and how many entries of any other list; null for as many as the format has.</summary>
    public int? Limit { get; init; }

    /// <summary>Null for the order that the format has by itself.</summary>
    public AccountOrder? Order { get; init; }

    /// <summary>Whether accounts or findings are left out for what they are.</summary>
    public bool IsFiltered => !Account.MatchesEverything || IsOfFindings;

    /// <summary>Whether some findings of an account may be left out.</summary>
    public bool IsOfFindings => !Rule.MatchesEverything || Severity > Severity.Info;

    public bool Has(string accountId, string username) => Account.Matches(accountId) || Account.Matches(username);

    public bool Has(string rule, Severity severity) => severity >= Severity && Rule.Matches(rule);

    /// <summary>Whether a check is shown that has no finding.</summary>
    public bool Has(string rule, string accountId, string username, AssessmentPolicy policy) =>
        Has(rule, policy.SeverityOf(rule, accountId, username));

    /// <summary>What is shown of an account that is.</summary>
    public AccountState Of(AccountState account, AssessmentPolicy policy) => !IsOfFindings ? account : account with
    {
        Findings = [.. account.Findings.Where(finding => Has(finding.Rule, finding.Severity))],
        NotAssessed = [.. account.NotAssessed.Where(check => Has(check.Rule, account.AccountId, account.Username, policy))],
        Due = [.. account.Due.Where(check => Has(check.Rule, account.AccountId, account.Username, policy))],
        Events = [.. account.Events.Where(each => Has(each.Rule ?? each.Change ?? "", each.Severity))],
    };

    /// <summary>The options that chose it.</summary>
    public override string ToString() => string.Join(' ', ((string?[])
    [
        Account.MatchesEverything ? null : $"--account {ShellWord.Of(Account.ToString())}",
        Rule.MatchesEverything ? null : $"--rule {ShellWord.Of(Rule.ToString())}",
        Severity is Severity.Info ? null : $"--severity {Severity.Name()}",
        Limit is null or int.MaxValue ? null : $"--limit {Limit}",
    ]).OfType<string>());
}

/// <summary>How many accounts an output shows.</summary>
/// <param name="Accounts">Those that it shows.</param>
/// <param name="Of">Those that it would show of the whole report.</param>
/// <param name="Part">What chose them.</param>
internal sealed record ShownCount(long Accounts, long Of, ShownPart Part)
{
    /// <summary>Of accounts with a finding or an unassessed check.</summary>
    public string Sentence =>
        $"Shown: {Counted.Number(Accounts)} of {Counted.Of(Of, "account that is", "accounts that are")} not clean ({Part}).";

    /// <summary>The same of all accounts.</summary>
    public string SentenceOfAll => $"Shown: {Counted.Number(Accounts)} of {Counted.Of(Of, "account")} ({Part}).";

    public JsonObject Json()
    {
        var json = new JsonObject { ["accounts"] = Accounts, ["of"] = Of };
        if (!Part.Account.MatchesEverything)
            json["account"] = Part.Account.ToString();
        if (!Part.Rule.MatchesEverything)
            json["rule"] = Part.Rule.ToString();
        if (Part.Severity > Severity.Info)
            json["severity"] = Part.Severity.Name();
        if (Part.Limit is { } limit and < int.MaxValue)
            json["limit"] = limit;
        return json;
    }
}

/// <summary>The order of accounts.</summary>
internal enum AccountOrder
{
    /// <summary>The worst first, and among equals the one with more findings of that severity.</summary>
    Severity,

    /// <summary>The one first whose finding was seen first.</summary>
    Age,

    /// <summary>By user name.</summary>
    Name,

    /// <summary>By id.</summary>
    Id,
}

/// <summary>The rank of an account in an order: the greatest comes first.</summary>
internal readonly record struct AccountRank(long Major, long Minor, string Name, long Earlier)
{
    public static IComparer<AccountRank> Order { get; } = Comparer<AccountRank>.Create(Compare);

    /// <param name="order">The order.</param>
    /// <param name="account">The account.</param>
    /// <param name="number">How many came before it.</param>
    public static AccountRank Of(AccountOrder order, ScannedAccount account, long number) => order switch
    {
        AccountOrder.Severity when WorstOf(account.Findings) is var (worst, count) => new AccountRank(worst, count, "", -number),
        AccountOrder.Age => new AccountRank(
            -account.FindingStates.Select(finding => finding.FirstSeen.UtcTicks).DefaultIfEmpty(long.MaxValue).Min(), 0, "", -number),
        AccountOrder.Name => new AccountRank(0, 0, account.Username, -number),
        _ => new AccountRank(0, 0, account.AccountId, -number),
    };

    private static int Compare(AccountRank one, AccountRank other)
    {
        var compared = one.Major.CompareTo(other.Major);
        if (compared == 0)
            compared = one.Minor.CompareTo(other.Minor);
        if (compared == 0 && one.Name.Length + other.Name.Length > 0)
            compared = StringComparer.OrdinalIgnoreCase.Compare(other.Name, one.Name);
        return compared == 0 ? one.Earlier.CompareTo(other.Earlier) : compared;
    }

    // The worst severity under no exception, and how many findings have it.
    private static (int Worst, int Count) WorstOf(IReadOnlyList<FindingOutline> findings)
    {
        var (worst, count) = (-1, 0);
        foreach (var finding in findings)
        {
            if (finding.IsSuppressed)
                continue;
            if ((int)finding.Severity > worst)
                (worst, count) = ((int)finding.Severity, 0);
            count += (int)finding.Severity == worst ? 1 : 0;
        }

        return (worst, count);
    }
}
