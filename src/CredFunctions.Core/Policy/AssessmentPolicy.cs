using CredFunctions.Findings;
using CredFunctions.Policy.Channels;
using CredFunctions.Reports;
using CredFunctions.Rules;

namespace CredFunctions.Policy;

/// <summary>
/// What a team decides about how its accounts are judged and who is told. Every default is the catalogue's; there are no
/// channels by default, so nobody is told.
/// </summary>
public sealed record AssessmentPolicy
{
    /// <summary>SHA-256 of the document <c>{}</c>, which says nothing and therefore means every default.</summary>
    public const string DefaultHash = "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a";

    public static AssessmentPolicy Default { get; } = new();

    /// <summary>SHA-256 of the file's bytes, 64 lower-case hex digits: what a run pins its policy by.</summary>
    public string Hash { get; init; } = DefaultHash;

    /// <summary>The offset of times in the report that name none, and the zone whose days count for exceptions.</summary>
    public TimeSpan ReportTimeZone { get; init; } = ReportTime.DefaultOffset;

    public Thresholds Human { get; init; } = Thresholds.Default;

    public Thresholds Machine { get; init; } = Thresholds.Default;

    /// <summary>The user names of accounts that are machines, whatever their cells say.</summary>
    public NamePatterns MachineAccounts { get; init; } = NamePatterns.None;

    /// <summary>The rules that are off or have another severity.</summary>
    public RuleSettings Rules { get; init; } = RuleSettings.None;

    public ExceptionGrants Exceptions { get; init; } = ExceptionGrants.None;

    public IReadOnlyList<Channel> Channels { get; init; } = [];

    /// <summary>Who is told of what: the first route that matches takes a finding.</summary>
    public IReadOnlyList<Route> Routes { get; init; } = [];

    /// <summary>What is at least this bad is told at once, beside the digest.</summary>
    public Severity ImmediateSeverity { get; init; } = Severity.Critical;

    /// <summary>The most alerts that one report sends at once on one route.</summary>
    public int ImmediateLimit { get; init; } = 20;

    public DepartureLimit MaxDepartures { get; init; } = DepartureLimit.Default;

    /// <summary>Within how many hours of a report the same bytes are that report again; 0 for never. The console hands out one file for four hours.</summary>
    public int SameReportHours { get; init; } = 4;

    public Reminders Reminders { get; init; } = Reminders.None;

    public DigestMode Digest { get; init; } = DigestMode.Changes;

    public Freshness Freshness { get; init; } = Freshness.Default;

    /// <summary>
    /// How long a report may be recorded before it counts as incomplete. A source can export again after four hours.
    /// </summary>
    public TimeSpan CompletionDeadline { get; init; } = TimeSpan.FromHours(4);

    /// <summary>For how many days findings of keys and accounts that are gone are kept.</summary>
    public int FindingRetentionDays { get; init; } = 400;

    /// <summary>For how many days notifications that were sent are kept.</summary>
    public int NotificationRetentionDays { get; init; } = 90;

    /// <summary>For how many days the original files are kept. They alone hold SecretIds whole.</summary>
    public int ReportRetentionDays { get; init; } = 400;

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

    /// <summary>The day of an instant in the report's zone, by which exceptions end.</summary>
    public DateOnly DayOf(DateTimeOffset instant) => DateOnly.FromDateTime(
        new DateTime(Math.Clamp(instant.UtcTicks + ReportTimeZone.Ticks, 0, DateTime.MaxValue.Ticks), DateTimeKind.Unspecified));

    /// <summary>What the exceptions say of a finding.</summary>
    /// <param name="ruleId">The finding's rule.</param>
    /// <param name="accountId">The account's id.</param>
    /// <param name="username">The account's user name.</param>
    /// <param name="secretIdMask">The masked SecretId of the key that the finding is about; null when it is about the account.</param>
    /// <param name="asOf">The as-of of the report; its day in the report's zone may be the last one.</param>
    public ExceptionStatus ExceptionFor(string ruleId, string accountId, string username, string? secretIdMask, DateTimeOffset asOf) =>
        Exceptions.For(ruleId, accountId, username, secretIdMask, DayOf(asOf));

    /// <summary>The channel of that name.</summary>
    public Channel? ChannelOf(string name) => Channels.FirstOrDefault(channel => string.Equals(channel.Name, name, StringComparison.Ordinal));

    /// <summary>Whether the channel of that name is mail.</summary>
    public bool IsMail(string name) => ChannelOf(name)?.Kind is ChannelKind.Smtp or ChannelKind.Acs;

    /// <summary>The route that takes a finding: the first that matches; null when nobody is told.</summary>
    public Route? RouteFor(string source, string accountId, string username, Severity severity) =>
        Routes.FirstOrDefault(route => route.Takes(source, accountId, username, severity));

    /// <summary>
    /// The route for what is said of a source or a report as a whole: the first whose source matches and whose account is
    /// any; null when there are no channels.
    /// </summary>
    public Route? RouteFor(string source) =>
        Routes.FirstOrDefault(route => route.Account.MatchesEverything && route.Source.Matches(source));
}
