using CredFunctions.Rules;

namespace CredFunctions.Cli.Scanning.Table;

/// <summary>The result of one rule in a report.</summary>
internal sealed class RuleTally(Rule rule)
{
    private long lastAccount = -1;

    public Rule Rule => rule;

    /// <summary>The accounts with a finding of the rule; one with two keys counts once.</summary>
    public long Accounts { get; private set; }

    public Severity Worst { get; private set; }

    /// <summary>How often no verdict could be given.</summary>
    public long NotAssessed { get; private set; }

    /// <summary>Why, the first time.</summary>
    public string Reason { get; private set; } = "";

    public void TakeFinding(Severity severity, long account)
    {
        Accounts += account == lastAccount ? 0 : 1;
        lastAccount = account;
        Worst = severity > Worst ? severity : Worst;
    }

    /// <param name="reason">Why; kept the first time.</param>
    public void TakeNotAssessed(string? reason)
    {
        if (NotAssessed++ == 0)
            Reason = reason ?? "";
    }
}
