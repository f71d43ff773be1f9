using CredFunctions.Accounts;
using CredFunctions.Policy;
using CredFunctions.Ports;
using CredFunctions.Reports;
using CredFunctions.Rules;

namespace CredFunctions.Tests.Pipeline.Transport;

/// <summary>A message of every kind.</summary>
internal static class Samples
{
    public const string ReportId = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    public static RunStamp Run { get; } = new(new DateTimeOffset(2026, 11, 1, 4, 0, 0, TimeSpan.Zero), ReportId, 2);

    public static ReportMessage Report { get; } = new("acme", "2026/november.csv", Run, Attempt: 3);

    public static CompletionMessage Completion { get; } = new("acme", Run, Ask: 4);

    public static NotificationMessage Notification { get; } = new(ReportId, "desk", Attempt: 5) { Source = "acme", ReportId = ReportId, Run = 2 };

    public static AccountFindingsMessage AccountFindings(params IReadOnlyList<AssessedAccount> accounts) =>
        new("acme", Run, AssessmentPolicy.DefaultHash, Chunk: 7, accounts.Count > 0 ? accounts : [Account("100000000001")], Attempt: 6);

    public static AssessedAccount Account(string id) => new()
    {
        AccountId = id,
        Username = "alice",
        UserType = "sub-user",
        Profile = Profile.Machine,
        Snapshot = new AccountSnapshot
        {
            UserType = UserType.SubUser,
            LoginConsole = FlagReading.False,
            Keys = [new KeySnapshot { Hash = "abc", Mask = "AKIDab12…9xYz", Slot = KeySlot.Two, Status = KeyStatus.Active, Created = Run.AsOf }],
            KeysAreComplete = true,
        },
        Findings =
        [
            new AssessedFinding
            {
                Fingerprint = "0123", Rule = "access-key-unused", Subject = Subject.Key2, KeyHash = "abc", SecretIdMask = "AKIDab12…9xYz",
                Severity = Severity.High, CatalogueSeverity = Severity.Medium, Message = "It is unused.",
                Evidence = new Dictionary<string, string>(StringComparer.Ordinal) { ["AccessKey2Status"] = "Active" },
            },
        ],
        NotAssessed = [new UnassessedRule("console-idle", Subject.Account, "LastConsoleLoginTime is empty")],
        Due = [new DueCheck("access-key-not-rotated", Subject.Key2, Run.AsOf.AddDays(3), "AKIDab12…9xYz")],
    };
}
