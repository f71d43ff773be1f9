using CredFunctions.Rules;

namespace CredFunctions.Policy;

/// <summary>
/// The policy as it holds for one source: <see cref="PolicyDocument.For"/> gives it. Every default is the catalogue's; there
/// are no channels by default, so there are no notifications.
/// </summary>
public sealed record AssessmentPolicy : PolicySettings
{
    public AssessmentPolicy()
    {
    }

    internal AssessmentPolicy(PolicySettings settings)
        : base(settings)
    {
    }

    public static AssessmentPolicy Default { get; } = new();

    public Thresholds Human { get; init; } = Thresholds.Default;

    public Thresholds Machine { get; init; } = Thresholds.Default;

    /// <summary>The user names of accounts that are machines, whatever the report says.</summary>
    public NamePatterns MachineAccounts { get; init; } = NamePatterns.None;

    /// <summary>The rules that are off or have another severity.</summary>
    public RuleSettings Rules { get; init; } = RuleSettings.None;

    /// <summary>The exceptions for this source.</summary>
    public ExceptionGrants Exceptions { get; init; } = ExceptionGrants.None;

    public Freshness Freshness { get; init; } = Freshness.Default;

    public Thresholds For(Profile profile) => profile is Profile.Machine ? Machine : Human;

    /// <summary>Whether the rule is not evaluated. Its findings stay as they are.</summary>
    public bool IsOff(Rule rule) => Rules.IsOff(rule);

    /// <summary>The rules that are not evaluated, in the order of the catalogue.</summary>
    public IReadOnlyList<Rule> RulesOff => Rules.Off;

    /// <summary>How bad a finding of the rule is. The policy's severity replaces both levels of a rule that has two.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="lowered">Whether what lowers the rule's severity holds.</param>
    public Severity SeverityOf(Rule rule, bool lowered) =>
        Rules.SeverityOf(rule) ?? (lowered && rule.Lower is { } lower ? lower.Severity : rule.Severity);

    /// <summary>Whether an exception covers a finding.</summary>
    /// <param name="ruleId">The finding's rule.</param>
    /// <param name="accountId">The account's id.</param>
    /// <param name="username">The account's user name.</param>
    /// <param name="secretIdMask">The masked SecretId of the key that the finding is about; null when it is about the account.</param>
    /// <param name="asOf">The as-of of the report; its day in the report's zone may be the last one.</param>
    public ExceptionStatus ExceptionFor(string ruleId, string accountId, string username, string? secretIdMask, DateTimeOffset asOf) =>
        Exceptions.For(ruleId, accountId, username, secretIdMask, DayOf(asOf));
}
