using System.Globalization;
using CredFunctions.Channels.Wording;
using CredFunctions.Findings;
using CredFunctions.Languages;
using CredFunctions.Notifications;
using CredFunctions.Policy;
using CredFunctions.Reports;
using CredFunctions.Rules;

namespace CredFunctions.Channels.Samples;

/// <summary>What the samples are about: invented accounts.</summary>
internal static class SampleContents
{
    private const string LeakRisk = "Access key 1 (AKIDz8kr…hESA) may have leaked and is not disabled.";
    private const string MfaOff = "Can log in to the console and has no MFA device.";
    private const string NotRotated = "Access key 1 (AKIDz8kr…hESA) is 172 days old; it should be rotated after 90.";

    private const string NeverUsed =
        "Access key 2 (AKIDq1kr…hESA) was created 44 days ago and never used; it should be deleted after 30.";
    private const string Idle = "Last logged in to the console 97 days ago; access should end after 90.";
    private const string Abnormal =
        "Tencent Cloud saw an abnormal login within 30 days, and MFA and login protection are not both on.";

    private static readonly List<string> Masks = ["AKIDz8kr…hESA", "AKIDq1kr…hESA", "AKIDm4kr…hESA", "AKIDexam…EjZC"];

    private static readonly RouteFigures Totals = new()
    {
        Accounts = 31,
        Open = new Dictionary<string, long>(StringComparer.Ordinal)
        {
            ["critical"] = 2,
            ["high"] = 14,
            ["medium"] = 12,
            ["low"] = 17,
            ["info"] = 2,
        },
        ReportAccounts = 512,
    };

    /// <summary>Where the engine of the samples keeps its records.</summary>

    public static NotificationContent Report(DateTimeOffset asOf, string? reason) =>
        new() { AsOf = asOf, ReportName = "credential-report.csv", Reason = reason, Owner = "Security on call" };

    public static NotificationContent Alert(DateTimeOffset asOf) => With(
        Results(asOf),
        [
            Item(ItemKind.Opened, "access-key-leak-risk", 3, "ci-deploy", Severity.Critical, asOf, 0, Subject.Key1, LeakRisk),
            Changed("access-key-awoke", 3, "ci-deploy", Severity.High, "Access key AKIDz8kr…hESA was used again after a long silence."),
        ]);

    public static NotificationContent Alerts(DateTimeOffset asOf) => With(
        Results(asOf),
        [
            .. Enumerable.Range(3, 27).Select(number => Item(
                ItemKind.Opened, "access-key-leak-risk", number, $"ci-{number}", Severity.Critical, asOf, 0, Subject.Key1, LeakRisk)),
            Item(ItemKind.Opened, "abnormal-login", 31, "sun.hao@example.com", Severity.Critical, asOf, 0, Subject.Account, Abnormal),
        ]);

    public static NotificationContent Reminder(DateTimeOffset asOf) => With(
        Results(asOf) with { Owner = "Platform team" },
        [
            Item(ItemKind.StillOpen, "console-mfa-disabled", 13, "huang.lei@example.com", Severity.High, asOf, 60, Subject.Account, MfaOff),
            Item(ItemKind.StillOpen, "access-key-not-rotated", 6, "backup-agent", Severity.High, asOf, 30, Subject.Key1, NotRotated),
        ]);

    public static NotificationContent Baseline(DateTimeOffset asOf) => With(
        Results(asOf) with { IsBaseline = true, Figures = Totals with { Opened = 47 } },
        [
            .. Digest(asOf).Items.Where(item => item.Rule is not null && !item.Kind.IsSettled())
                .Select(item => item with
                {
                    Kind = ItemKind.Opened,
                    OpenSince = asOf,
                    FirstSeen = asOf,
                    Note = null,
                    Change = null,
                    IsAlerted = false,
                })
                .OrderByDescending(item => item.Severity),
            Item(ItemKind.Opened, "console-and-access-key", 22, "he.jun@example.com", Severity.Low, asOf, 0, Subject.Account,
                "Can log in to the console and has an active access key."),
            Item(ItemKind.Opened, "collaborator-access", 30, "partner", Severity.Info, asOf, 0, Subject.Account,
                "A collaborator, whose own main account decides about password and MFA, has access."),
        ],
        ("console-mfa-disabled", 9), ("access-key-not-rotated", 5), ("access-key-never-used", 12), ("console-and-access-key", 17),
        ("collaborator-access", 2));

    // A report that a spreadsheet in German has saved.
    public static NotificationContent NotAssessed(DateTimeOffset asOf) => Results(asOf) with
    {
        Figures = Totals with
        {
            Suppressed = 1,
            StillOpen = 46,
            NotAssessed = 352,
            NotAssessedColumns =
            [
                new UnassessedColumn("MFADeviceActive", 204, "reads WAHR"),
                new UnassessedColumn("LoginProtectionActive", 102, "reads FALSCH"),
                new UnassessedColumn("Last Console Login Time", 46, "reads 25.10.2026 14:50"),
            ],
        },
    };

    // A setting that was turned off for everybody.
    public static NotificationContent Mass(DateTimeOffset asOf) => With(
        Results(asOf) with
        {
            Figures = Totals with
            {
                Accounts = 171,
                Open = new Dictionary<string, long>(StringComparer.Ordinal)
                {
                    ["critical"] = 1,
                    ["high"] = 164,
                    ["medium"] = 12,
                    ["low"] = 17,
                    ["info"] = 2,
                },
                StillOpen = 45,
                Opened = 151,
                Resolved = 1,
            },
        },
        [
            .. Enumerable.Range(3, 90).Select(number => Item(
                ItemKind.Opened, "console-mfa-disabled", number, $"user.{number}@example.com", Severity.High, asOf, 0, Subject.Account,
                MfaOff, "mfa-removed")),
            Item(ItemKind.Opened, "access-key-never-used", 9, "terraform-staging", Severity.Medium, asOf, 0, Subject.Key2, NeverUsed),
            Item(ItemKind.Resolved, "console-idle", 20, "zhu.lin@example.com", Severity.Medium, asOf, 40, Subject.Account, Idle),
        ],
        ("console-mfa-disabled", 150));

    // 300 findings of accounts whose names are Chinese, are written from right to left, or try to format, to link or to mention.
    public static NotificationContent Names(DateTimeOffset asOf)
    {
        string[] names =
        [
            "王小明", "李娜（外包）", "محمد العتيبي", "דוד כהן", "**管理员**", "_svc_`rm`", "[点此登录](https://evil.example)", "<@all> 请点击",
            "evil.example/login", "a@evil.example", "\u202Eexe.nimda", "張偉 🔑",
        ];
        IEnumerable<NotificationItem> Each(string rule, Severity severity, Subject subject, string message, int accounts) =>
            names.Take(accounts).Select((name, number) =>
                Item(ItemKind.Opened, rule, 30 + number, name, severity, asOf, 0, subject, message));
        return With(
            Results(asOf) with
            {
                Owner = "安全组 <@all>",
                Figures = Totals with
                {
                    Accounts = 300,
                    Open = new Dictionary<string, long>(StringComparer.Ordinal) { ["critical"] = 2, ["high"] = 120, ["medium"] = 178 },
                    Opened = 300,
                },
            },
            [
                .. Each("access-key-leak-risk", Severity.Critical, Subject.Key1, LeakRisk, accounts: 2),
                .. Each("console-mfa-disabled", Severity.High, Subject.Account, MfaOff, accounts: 12),
                .. Each("access-key-not-rotated", Severity.Medium, Subject.Key1, NotRotated, accounts: 12),
            ],
            ("console-mfa-disabled", 120), ("access-key-not-rotated", 178));
    }

    public static NotificationContent Digest(DateTimeOffset asOf) => With(
        Results(asOf) with
        {
            Figures = Totals with
            {
                Suppressed = 1,
                StillOpen = 41,
                AlertedAccounts = 2,
                Opened = 2,
                Reopened = 1,
                Raised = 1,
                ExceptionsEnded = 1,
                Changes = 2,
                Resolved = 1,
            },
        },
        [
            Item(ItemKind.Reopened, "console-mfa-disabled", 13, "huang.lei@example.com", Severity.High, asOf, 0, Subject.Account, MfaOff,
                "mfa-removed") with { FirstSeen = asOf.AddDays(-118) },
            Item(ItemKind.ExceptionEnded, "access-key-not-rotated", 6, "backup-agent", Severity.High, asOf, 82, Subject.Key1, NotRotated)
                with { Note = "The exception of storage@example.com expired; its last day was 2026-10-31." },
            Item(ItemKind.Opened, "access-key-never-used", 9, "terraform-staging", Severity.Medium, asOf, 0, Subject.Key2, NeverUsed),
            Changed("console-enabled", 62, "张伟", Severity.Low, "Console login was turned on."),
            Item(ItemKind.Opened, "access-key-leak-risk", 3, "ci-deploy", Severity.Critical, asOf, 0, Subject.Key1, LeakRisk)
                with { IsAlerted = true },
            Changed("access-key-awoke", 3, "ci-deploy", Severity.High, "Access key AKIDz8kr…hESA was used again after a long silence.")
                with { IsAlerted = true },
            Item(ItemKind.Raised, "abnormal-login", 18, "sun.hao@example.com", Severity.Critical, asOf, 6, Subject.Account, Abnormal,
                "login-protection-removed") with { IsAlerted = true },
            Item(ItemKind.Excepted, "access-key-disabled-retained", 10, "log-shipper", Severity.Low, asOf, 70, Subject.Key2,
                "Access key 2 (AKIDexam…EjZC) is disabled but not deleted.")
                with { Note = "Exception until 2026-12-31, platform@example.com: Kept until the logs of the last quarter are read" },
            Item(ItemKind.Resolved, "console-idle", 20, "zhu.lin@example.com", Severity.Medium, asOf, 40, Subject.Account, Idle),
        ]);

    public static NotificationContent Results(DateTimeOffset asOf) => new()
    {
        AsOf = asOf,
        Owner = "Security on call",
        HasEvidence = true,
        EvidenceUrl = $"https://evidence.example.com/sample/{SampleNotifications.ReportId}/1/report.html",
        ConsoleUrl = ConsoleSite.International.UsersUrl(),
    };

    // The items in groups, of which some have more items than are named.
    public static NotificationContent With(
        NotificationContent content, IReadOnlyList<NotificationItem> items, params (string Rule, long Count)[] many)
    {
        var groups = ItemGroup.Of(items).Select(group =>
        {
            var count = Math.Max(group.Count, many.FirstOrDefault(each => each.Rule == group.Rule).Count);
            return group with { Count = count, Accounts = count };
        }).ToList();
        return content with
        {
            Groups = groups,
            Items = items,
            ItemCount = groups.Sum(group => group.Count),
            AccountCount = items.Select(item => item.AccountId).Distinct(StringComparer.Ordinal).Count(),
        };
    }

    public static NotificationItem Item(
        ItemKind kind, string rule, int account, string username, Severity severity, DateTimeOffset asOf, int days, Subject subject,
        string message, string? change = null) => new()
        {
            Kind = kind,
            AccountId = $"1000000000{account:00}",
            Username = username,
            Severity = severity,
            Rule = RuleCatalogue.Find(rule)!.Id,
            Change = change,
            Subject = subject,
            SecretIdMask = subject is Subject.Account
                ? null
                : Masks.Find(mask => message.Contains(mask, StringComparison.Ordinal)) ?? Masks[0],
            Message = message,
            FirstSeen = asOf.AddDays(-days),
            OpenSince = asOf.AddDays(-days),
        };

    public static NotificationItem Changed(string change, int account, string username, Severity severity, string message) => new()
    {
        Kind = ItemKind.Changed,
        AccountId = $"1000000000{account:00}",
        Username = username,
        Severity = severity,
        Change = change,
        Message = message,
    };
}
