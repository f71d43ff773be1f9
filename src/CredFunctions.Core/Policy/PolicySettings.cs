using System.Collections.Frozen;

using CredFunctions.Languages;
using CredFunctions.Reports;
using CredFunctions.Rules;

namespace CredFunctions.Policy;

/// <summary>The settings of a policy that are the same for every source.</summary>
public abstract record PolicySettings
{
    /// <summary>SHA-256 of the document <c>{}</c>, which sets nothing, so that every default applies.</summary>
    public const string DefaultHash = "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a";

    /// <summary>Two weeks: with a weekly report, whatever becomes due was listed before.</summary>
    public const int DefaultDueDays = 14;

    /// <summary>SHA-256 of the file's bytes, 64 lower-case hex digits: what a run pins its policy by.</summary>
    public string Hash { get; init; } = DefaultHash;

    /// <summary>The offset of times in the report that name none, and the zone whose days count for exceptions.</summary>
    public TimeSpan ReportTimeZone { get; init; } = ReportTime.DefaultOffset;

    /// <summary>Accounts that sign in through an identity provider, by id or user name: some rules are off for them.</summary>
    public IReadOnlyList<NamePattern> ExternalLogin { get; init; } = [];

    /// <summary>Accounts with much power, by id or user name: the severity of some rules is one step higher for them.</summary>
    public IReadOnlyList<NamePattern> Privileged { get; init; } = [];

    /// <summary>Who owns which account; null where the rules about owners are off.</summary>
    public Roster? Roster { get; init; }

    /// <summary>For how many days it is listed what will fail if nothing changes; 0 for no list.</summary>
    public int DueDays { get; init; } = DefaultDueDays;

    /// <summary>
    /// The day, in the report's zone, from which Tencent Cloud disables access keys that were not used for 90 days; null where it
    /// does not.
    /// </summary>
    public DateOnly? TencentDisablesUnusedKeys { get; init; }

    /// <summary>For how many days a digest counts what is due.</summary>
    internal int DigestDueDays => DueDays == 0 ? DefaultDueDays : DueDays;

    /// <summary>Whether a result lists what is due.</summary>
    public bool ListsDue => DueDays > 0 || TencentDisablesUnusedKeys is not null;

    public IReadOnlyList<Channel> Channels { get; init; } = [];

    /// <summary>Where a finding is notified: the first route that matches takes it.</summary>
    public IReadOnlyList<Route> Routes { get; init; } = [];

    /// <summary>A finding at least this severe is notified at once, besides the digest.</summary>
    public Severity ImmediateSeverity { get; init; } = Severity.Critical;

    /// <summary>From how many accounts on the alerts of one run and route are one message.</summary>
    public int AlertsBundledFrom { get; init; } = 4;

    /// <summary>The language of notifications and evidence, where a route or a channel has none of its own.</summary>
    public Language Language { get; init; }

    /// <summary>The site of Tencent Cloud on which the accounts are managed.</summary>
    public ConsoleSite ConsoleSite { get; init; } = ConsoleSite.International;

    /// <summary>Where the evidence of a run is opened in a browser; null where it has no address.</summary>
    public EvidenceUrl? EvidenceUrl { get; init; }

    public DepartureLimit MaxDepartures { get; init; } = DepartureLimit.Default;

    /// <summary>
    /// Within how many hours of a report the same bytes are that report again; 0 for never. The console hands out one file for
    /// four hours.
    /// </summary>
    public int SameReportHours { get; init; } = 4;

    public DaysBySeverity Reminders { get; init; } = DaysBySeverity.None;

    /// <summary>Within how many days a finding is to be resolved.</summary>
    public DaysBySeverity Sla { get; init; } = DaysBySeverity.None;

    public DigestMode Digest { get; init; } = DigestMode.Changes;

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

    /// <summary>The day of an instant in the report's zone, by which exceptions end.</summary>
    public DateOnly DayOf(DateTimeOffset instant) => DateOnly.FromDateTime(
        new DateTime(Math.Clamp(instant.UtcTicks + ReportTimeZone.Ticks, 0, DateTime.MaxValue.Ticks), DateTimeKind.Unspecified));

    /// <summary>The instant at which a day begins in the report's zone.</summary>
    public DateTimeOffset BeginningOf(DateOnly day) => new(
        Math.Clamp(day.ToDateTime(TimeOnly.MinValue).Ticks - ReportTimeZone.Ticks, 0, DateTime.MaxValue.Ticks), TimeSpan.Zero);

    /// <summary>Whether an account signs in through an identity provider.</summary>
    public bool SignsInElsewhere(string accountId, string username) => IsAmong(ExternalLogin, accountId, username);

    internal AccountTraits TraitsOf(string accountId, string username)
    {
        var owner = Roster?.Of(accountId, username);
        var leftFrom = owner?.LeftOn is { } day && day < DateOnly.MaxValue ? BeginningOf(day.AddDays(1)).UtcTicks : long.MaxValue;
        return new AccountTraits(
            SignsInElsewhere(accountId, username), IsAmong(Privileged, accountId, username), owner, leftFrom);
    }

    public Channel? ChannelOf(string name) =>
        Channels.FirstOrDefault(channel => string.Equals(channel.Name, name, StringComparison.Ordinal));

    /// <summary>Whether the messages of the channel of that name carry every item in that format.</summary>
    public bool Carries(string name, ListFormat format) => ChannelOf(name)?.Carries == format;

    /// <summary>The route that takes a finding: the first that matches; null when there is none.</summary>
    public Route? RouteFor(string source, string accountId, string username, Severity severity) =>
        Routes.FirstOrDefault(route => route.Takes(source, accountId, username, severity, Roster));

    /// <summary>
    /// The route for notices about a source or a whole report: the first whose source matches and whose account is any; null when
    /// there are no channels.
    /// </summary>
    public Route? RouteFor(string source) =>
        Routes.FirstOrDefault(route => route.IsForEveryAccount && route.Source.Matches(source));

    /// <summary>Whether the settings say anything of single accounts.</summary>
    internal bool HasTraits => Roster is not null || ExternalLogin.Count + Privileged.Count > 0;

    private protected static bool IsAmong(IReadOnlyList<NamePattern> patterns, string accountId, string username)
    {
        foreach (var pattern in patterns)
        {
            if (pattern.Matches(accountId) || pattern.Matches(username))
                return true;
        }

        return false;
    }
}

/// <summary>How many known accounts may be missing from a report before it is held until an operator decides.</summary>
/// <param name="Least">The percentage applies from this number of missing accounts on.</param>
public sealed record DepartureLimit(int Percent, int Least)
{
    // For a source with few accounts, to which the percentage never applies. No policy can change this limit.
    private const int LeastOfHalf = 2;

    public static DepartureLimit Default { get; } = new(Percent: 20, Least: 10);

    /// <summary>Whether a report is held: too many are missing by the percentage, or two or more and over half of the known.</summary>
    /// <param name="missing">Known accounts that no readable row names, less the number of unreadable rows.</param>
    /// <param name="known">Accounts of the source that have not left.</param>
    public bool IsExceeded(long missing, long known) =>
        (missing >= Least && missing * 100 > known * Percent) || (missing >= LeastOfHalf && missing * 2 > known);
}

/// <summary>The site of Tencent Cloud on which accounts are managed.</summary>
public enum ConsoleSite : byte
{
    International,
    China,
}

/// <summary>The addresses of the CAM console.</summary>
public static class ConsoleAddress
{
    /// <summary>The list of users.</summary>
    public static string UsersUrl(this ConsoleSite site) =>
        site is ConsoleSite.China ? "https://console.cloud.tencent.com/cam/user" : "https://console.tencentcloud.com/cam/user";
}

/// <summary>Days by severity: between two reminders of an open finding, or within which a finding is to be resolved.</summary>
public sealed class DaysBySeverity(IEnumerable<KeyValuePair<Severity, int>> days)
{
    private readonly FrozenDictionary<Severity, int> days = days.ToFrozenDictionary();

    public static DaysBySeverity None { get; } = new([]);

    /// <summary>The days; null when there are none for the severity.</summary>
    public int? DaysOf(Severity severity) => days.TryGetValue(severity, out var every) ? every : null;
}

/// <summary>When a completed report sends a digest.</summary>
public enum DigestMode : byte
{
    /// <summary>When something has changed since the report before.</summary>
    Changes,

    /// <summary>After every report, so that silence means that something is wrong.</summary>
    Always,
}
