using System.Globalization;

using CredFunctions.Accounts;
using CredFunctions.Findings;
using CredFunctions.Notifications;
using CredFunctions.Planning;
using CredFunctions.Policy;
using CredFunctions.Runs;
using CredFunctions.Tests.Building;
using CredFunctions.Tests.Policy;

namespace CredFunctions.Tests.Planning;

/// <summary>A report that was recorded, of accounts as a test wants them, and what it tells.</summary>
internal sealed class CompletedReport
{
    public const string Source = "acme";

    public static readonly DateTimeOffset AsOf = AccountRow.AsOf;

    private readonly List<AccountState> accounts = [];
    private ReportCounts counts = new() { Accounts = 3, Rows = 3 };
    private TimeSpan sinceLast = TimeSpan.FromDays(1);

    public static RunStamp Run { get; } = new(AsOf, new string('b', 64), 1);

    public AssessmentPolicy Policy { get; init; } = AssessmentPolicy.Default;

    public bool IsBaseline { get; init; }

    /// <summary>Where whole lists go.</summary>
    public ListedEvidence Evidence { get; init; } = new(place: null);

    public static CompletedReport Under(string policy, bool isBaseline = false) => new() { Policy = PolicyText.Policy(policy), IsBaseline = isBaseline };

    /// <summary>A policy that tells everything on one channel.</summary>
    public static CompletedReport ToDesk(string settings = "", bool isBaseline = false) =>
        Under($$"""{ {{settings}} "channels": { "desk": { "kind": "console" } }, "routes": [ { "channels": ["desk"] } ] }""", isBaseline);

    public CompletedReport After(TimeSpan days)
    {
        sinceLast = days;
        return this;
    }

    public CompletedReport Counting(long unreadable, params IReadOnlyList<UnassessedColumn> notAssessed)
    {
        counts = counts with { UnreadableRows = unreadable, NotAssessed = notAssessed.Sum(column => column.Checks), NotAssessedColumns = notAssessed };
        return this;
    }

    public CompletedReport With(params IEnumerable<AccountState> states) =>
        WithStored(states.Select(state => state with { EventsSince = Last }));

    /// <summary>With accounts whose events are of whatever run they say.</summary>
    public CompletedReport WithStored(params IEnumerable<AccountState> states)
    {
        accounts.AddRange(states);
        return this;
    }

    /// <summary>An account with a finding that this report opened.</summary>
    public static AccountState Opened(int number, Severity severity = Severity.Critical, string username = "alice", string rule = "access-key-leak-risk") =>
        Open(number, severity, AsOf, username, rule) is var account
            ? account with { Events = [Event(AccountEventKind.Opened, account.Findings[0])] }
            : throw new InvalidOperationException();

    /// <summary>An account with a finding that was open before.</summary>
    public static AccountState Open(int number, Severity severity, DateTimeOffset since, string username = "alice", string rule = "access-key-leak-risk", Suppression? suppression = null) => new()
    {
        AccountId = (100_000_000_000 + number).ToString(CultureInfo.InvariantCulture),
        Username = username,
        UserType = "sub-user",
        Profile = Profile.Human,
        Run = Run,
        Snapshot = new AccountSnapshot(),
        SnapshotAsOf = AsOf,
        Findings =
        [
            new FindingState
            {
                Fingerprint = $"{rule}/{number}",
                Rule = rule,
                Subject = Subject.Key1,
                SecretIdMask = "AKIDz8kr…hESA",
                Severity = severity,
                CatalogueSeverity = severity,
                Message = "Something is wrong.",
                FirstSeen = since,
                OpenedAt = since,
                Openings = 1,
                LastSeen = AsOf,
                Suppression = suppression,
            },
        ],
    };

    public static AccountEvent Event(AccountEventKind kind, FindingState finding, RunStamp? run = null) => new()
    {
        Kind = kind,
        Severity = finding.Severity,
        Message = finding.Message,
        Run = run ?? Run,
        Fingerprint = finding.Fingerprint,
        Rule = finding.Rule,
        SecretIdMask = finding.SecretIdMask,
        Openings = 1,
        IsSuppressed = finding.Suppression is not null,
    };

    private RunStamp? Last => IsBaseline ? null : new RunStamp(AsOf - sinceLast, new string('a', 64), 1);

    /// <summary>What is told.</summary>
    public IReadOnlyList<Notification> Told(int number = 1)
    {
        var context = new RunContext
        {
            Run = Run,
            Policy = Policy,
            LastCompleted = Last,
        };
        var news = new NotificationPlan(Source, context, Evidence);
        foreach (var account in accounts)
            news.AddAsync(account, default).AsTask().GetAwaiter().GetResult();
        news.EndAsync(default).GetAwaiter().GetResult();
        var record = new ReportRecord
        {
            Source = Source,
            ReportId = Run.ReportId,
            Sha256 = "",
            Name = "a.csv",
            Version = "1",
            AsOf = AsOf,
            Status = ReportStatus.Complete,
            Run = number,
            Policy = Policy.Hash,
            TouchedAt = AsOf,
            Counts = counts,
        };
        return new CompletionNotices(record, news, withdrawn: null, Evidence.Place is not null, AsOf.AddMinutes(7)).All();
    }

    public IReadOnlyList<Notification> Told(NotificationKind kind) => [.. Told().Where(told => told.Kind == kind)];
}
