using System.Collections.Frozen;

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
    public IReadOnlyList<NamePattern> MachineAccounts { get; init; } = [];

    /// <summary>The rules that are off or have another severity.</summary>
    public RuleSettings Rules { get; init; } = RuleSettings.None;

    public PolicyExceptions Exceptions { get; init; } = PolicyExceptions.None;
    public Freshness Freshness { get; init; } = Freshness.Default;

    public Thresholds For(Profile profile) => profile is Profile.Machine ? Machine : Human;

    /// <summary>The rules that are not evaluated, in the order of the catalogue.</summary>
    public IReadOnlyList<Rule> RulesOff => [.. RuleCatalogue.All.Where(Rules.IsOff)];

    /// <summary>Whether the rule is not evaluated for an account.</summary>
    public bool IsOff(string ruleId, string accountId, string username) => Rules.IsOff(ruleId)
        || (RuleCatalogue.Find(ruleId) is { } rule
            && (IsOff(rule) || (rule.IsOffForExternalLogin && SignsInElsewhere(accountId, username))));

    /// <summary>Whether the rule is not evaluated for any account.</summary>
    public bool IsOff(Rule rule) => Rules.IsOff(rule) || (rule.NeedsRoster && Roster is null);

    internal bool IsOff(Rule rule, AccountTraits traits) => IsOff(rule) || (traits.IsExternal && rule.IsOffForExternalLogin);

    /// <summary>How bad a finding of the rule is at worst for an account.</summary>
    public Severity SeverityOf(Rule rule, string accountId, string username) =>
        SeverityOf(rule, rule.Severity, new AccountTraits { IsPrivileged = IsAmong(Privileged, accountId, username) });

    /// <summary>How bad a check is at worst that has no finding: one that was not assessed, or is due.</summary>
    /// <param name="check">The id of a rule, or <see cref="DueCheck.AutoDisable"/>.</param>
    public Severity SeverityOf(string check, string accountId, string username) =>
        RuleCatalogue.Find(check) is { } rule ? SeverityOf(rule, accountId, username)
        : check == DueCheck.AutoDisable ? DueCheck.AutoDisableSeverity
        : Severity.Info;

    /// <summary>How bad a finding is under the policy.</summary>
    /// <param name="own">The severity by the catalogue.</param>
    internal Severity SeverityOf(Rule rule, Severity own, AccountTraits traits)
    {
        var severity = Rules.SeverityOf(rule) ?? own;
        return traits.IsPrivileged && rule.IsRaisedForPrivileged && severity < Severity.Critical ? severity + 1 : severity;
    }

    /// <summary>Whether an exception covers a finding.</summary>
    /// <param name="secretIdMask">The masked SecretId of the key that the finding is about; null when it is about the account.</param>
    /// <param name="asOf">The as-of of the report; its day in the report's zone may be the last one.</param>
    public ExceptionStatus ExceptionFor(string ruleId, string accountId, string username, string? secretIdMask, DateTimeOffset asOf) =>
        Exceptions.For(ruleId, accountId, username, secretIdMask, DayOf(asOf));
}

/// <summary>The rules that a policy switches off, and those it gives another severity.</summary>
/// <param name="settings">
/// By the id of a rule, the severity of all its findings, which replaces both levels of a rule that has two; null for a rule
/// that is not evaluated.
/// </param>
public sealed class RuleSettings(IEnumerable<KeyValuePair<string, Severity?>> settings)
{
    private readonly FrozenDictionary<string, Severity?> settings = settings.ToFrozenDictionary(StringComparer.Ordinal);

    public static RuleSettings None { get; } = new([]);

    /// <summary>Whether the rule is not evaluated. Its findings stay as they are.</summary>
    public bool IsOff(Rule rule) => IsOff(rule.Id);

    public bool IsOff(string ruleId) => settings.TryGetValue(ruleId, out var severity) && severity is null;

    /// <summary>The severity that replaces the rule's own; null when it keeps them.</summary>
    public Severity? SeverityOf(Rule rule) => settings.GetValueOrDefault(rule.Id);

    /// <summary>These settings, and the other ones of the rules that these do not name.</summary>
    public RuleSettings Over(RuleSettings under) => new(under.settings.Where(rule => !settings.ContainsKey(rule.Key)).Concat(settings));
}

/// <summary>How old the latest report of a source may be before the source is overdue.</summary>
/// <param name="elsewhere">Hours for sources that are not named; null for never.</param>
/// <param name="bySource">Hours by source; null for never.</param>
public sealed class Freshness(int? elsewhere, IEnumerable<KeyValuePair<string, int?>> bySource)
{
    /// <summary>Eight days: a weekly report, and a day of grace.</summary>
    public const int DefaultHours = 192;

    private readonly FrozenDictionary<string, int?> bySource = bySource.ToFrozenDictionary(StringComparer.Ordinal);

    public static Freshness Default { get; } = new(DefaultHours, []);

    /// <summary>The sources from which reports are expected by name.</summary>
    public IEnumerable<string> Sources => bySource.Where(source => source.Value is not null).Select(source => source.Key);

    /// <summary>The hours after which the source is overdue; null when it never is.</summary>
    public int? HoursOf(string source) => bySource.TryGetValue(source, out var hours) ? hours : elsewhere;
}
