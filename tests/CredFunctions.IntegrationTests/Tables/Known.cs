using CredFunctions.Accounts;
using CredFunctions.Notifications;
using CredFunctions.Pipeline;
using CredFunctions.Runs;

namespace CredFunctions.IntegrationTests.Tables;

/// <summary>Things to store.</summary>
internal static class Known
{
    public static DateTimeOffset AsOf { get; } = new(2026, 11, 1, 4, 0, 0, TimeSpan.Zero);

    public static RunStamp Run { get; } = new(AsOf, new string('a', 64), 1);

    /// <summary>So many account ids of one bucket, in order.</summary>
    public static IReadOnlyList<string> Ids(int count, int bucket = 3) =>
        [.. Enumerable.Range(0, int.MaxValue).Select(number => $"1{number:00000000000}").Where(id => AccountBucket.Of(id) == bucket).Take(count)];

    public static AccountState Account(string id, int messageLength = 40) => new()
    {
        AccountId = id,
        Username = "财务 \"robot\"",
        UserType = "sub-user",
        Profile = Profile.Human,
        Run = Run,
        Snapshot = new AccountSnapshot { Keys = [new KeySnapshot { Hash = "h", Mask = "AKIDab12…9xYz", Slot = default }] },
        SnapshotAsOf = AsOf,
        Findings = [Finding(Severity.Info, messageLength), Finding(Severity.Critical, 40)],
        Events = [new AccountEvent { Kind = AccountEventKind.Opened, Severity = Severity.Critical, Message = "It opened.", Run = Run, Rule = "console-idle" }],
    };

    public static ReportRecord Report(string source, string reportId, ReportStatus status) => new()
    {
        Source = source,
        ReportId = reportId,
        Sha256 = "5",
        Name = "2026/十一月 #1?.csv",
        Version = "0x8DCF",
        AsOf = AsOf,
        Status = status,
        Run = 1,
        Policy = "p",
        TouchedAt = AsOf,
        StartedAt = AsOf,
        Reason = "It was cut off.",
        Chunks = 3,
        Counts = new ReportCounts { Accounts = 7, BySeverity = new Dictionary<string, long> { ["critical"] = 2 }, ByRule = new Dictionary<string, long> { ["console-idle"] = 2 } },
    };

    public static Lane Lane(string source) => new() { Source = source, Active = Run, LastCompleted = Run with { Number = 2 }, Last = new LastReport(Run.ReportId, "5", new ReportOrder(AsOf, 1)), LastPolicy = "p" };

    public static Notification Notification(string happening) => new()
    {
        Id = CredFunctions.Notifications.Notification.IdOf("acme", NotificationKind.Digest, happening, "desk"),
        Kind = NotificationKind.Digest,
        Source = "acme",
        ReportId = Run.ReportId,
        Run = 1,
        Channel = "desk",
        Content = new NotificationContent { AsOf = AsOf, Reason = "Two findings opened." },
        CreatedAt = AsOf,
    };

    private static FindingState Finding(Severity severity, int messageLength) => new()
    {
        Fingerprint = $"{severity}",
        Rule = "console-idle",
        Subject = Subject.Account,
        Severity = severity,
        CatalogueSeverity = severity,
        Message = new string('"', messageLength),
        FirstSeen = AsOf,
        OpenedAt = AsOf,
        Openings = 1,
        LastSeen = AsOf,
    };
}
