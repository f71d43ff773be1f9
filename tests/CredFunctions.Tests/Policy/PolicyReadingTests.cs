using System.Security.Cryptography;
using System.Text;

using CredFunctions.Channels.Acs;
using CredFunctions.Channels.Console;
using CredFunctions.Channels.DingTalk;
using CredFunctions.Channels.Feishu;
using CredFunctions.Channels.Slack;
using CredFunctions.Channels.Smtp;
using CredFunctions.Channels.Teams;
using CredFunctions.Channels.Webhook;
using CredFunctions.Channels.WeCom;
using CredFunctions.Languages;
using CredFunctions.Policy;
using CredFunctions.Rules;

namespace CredFunctions.Tests.Policy;

public sealed class PolicyReadingTests
{
    [Fact]
    public void An_empty_document_is_every_default()
    {
        var policy = PolicyText.Policy("{}");
        policy.Should().BeEquivalentTo(AssessmentPolicy.Default);
        policy.Hash.Should().Be(AssessmentPolicy.DefaultHash).And.Be(Convert.ToHexStringLower(SHA256.HashData("{}"u8)));
    }

    [Fact]
    public void Defaults_are_the_ones_that_are_documented()
    {
        var policy = AssessmentPolicy.Default;
        policy.ReportTimeZone.Should().Be(TimeSpan.FromHours(8));
        policy.Human.Should().Be(policy.Machine).And.Be(new Thresholds
        {
            AccessKeyMaxAgeDays = 90,
            AccessKeyUnusedDays = 90,
            AccessKeyNeverUsedDays = 30,
            AccessKeyOverlapDays = 14,
            PasswordMaxAgeDays = 90,
            ConsoleIdleDays = 90,
            ConsoleNeverUsedDays = 30,
            DormantDays = 180,
            WithoutCredentialsDays = 30,
        });
        policy.MachineAccounts.Should().BeEmpty();
        policy.RulesOff.Should().BeEmpty();
        policy.Channels.Should().BeEmpty();
        policy.Routes.Should().BeEmpty();
        policy.ImmediateSeverity.Should().Be(Severity.Critical);
        policy.AlertsBundledFrom.Should().Be(4);
        policy.Language.Should().Be(Language.English);
        (policy.ConsoleSite, policy.EvidenceUrl).Should().Be((ConsoleSite.International, null));
        policy.MaxDepartures.Should().Be(new DepartureLimit(20, 10));
        policy.SameReportHours.Should().Be(4);
        policy.Reminders.DaysOf(Severity.Critical).Should().BeNull();
        policy.Digest.Should().Be(DigestMode.Changes);
        policy.Freshness.HoursOf("default").Should().Be(192);
        policy.CompletionDeadline.Should().Be(TimeSpan.FromHours(4));
        (policy.FindingRetentionDays, policy.NotificationRetentionDays, policy.ReportRetentionDays).Should().Be((400, 90, 400));
    }

    [Fact]
    public void Reads_every_setting()
    {
        var policy = PolicyText.Policy(
            """
            {
              "reportTimeZone": "-09:30",
              "thresholds": { "human": { "consoleIdleDays": 45 }, "machine": { "accessKeyMaxAgeDays": 365 } },
              "immediateSeverity": "high", "alertsBundledFrom": 5, "language": "zh-CN", "consoleSite": "china", "evidenceUrl": "https://e.example.com/{source}/{date}/{report}/{run}",
              "maxDepartures": { "percent": 50, "least": 3 }, "sameReportHours": 0,
              "reminders": { "critical": 7 }, "digest": "always",
              "freshness": { "*": 48, "prod": 6, "old": "never" },
              "completionDeadline": "90m",
              "findingRetentionDays": 500, "notificationRetentionDays": 30, "reportRetentionDays": 10,
            }
            """);
        policy.ReportTimeZone.Should().Be(new TimeSpan(-9, -30, 0));
        policy.For(Profile.Human).Should().Be(Thresholds.Default with { ConsoleIdleDays = 45 });
        policy.For(Profile.Machine).Should().Be(Thresholds.Default with { AccessKeyMaxAgeDays = 365 });
        policy.Language.Should().Be(Language.Chinese);
        (policy.ImmediateSeverity, policy.AlertsBundledFrom, policy.ConsoleSite).Should().Be((Severity.High, 5, ConsoleSite.China));
        policy.EvidenceUrl!.Of("a", new DateOnly(2026, 11, 1), "f", "b", 2).Should().Be("https://e.example.com/a/2026-11-01/b/2");
        policy.MaxDepartures.Should().Be(new DepartureLimit(50, 3));
        policy.SameReportHours.Should().Be(0);
        (policy.Reminders.DaysOf(Severity.Critical), policy.Reminders.DaysOf(Severity.High)).Should().Be((7, null));
        policy.Digest.Should().Be(DigestMode.Always);
        new[] { "prod", "PROD", "old", "new" }.Select(policy.Freshness.HoursOf).Should().Equal(6, 48, null, 48);
        policy.CompletionDeadline.Should().Be(TimeSpan.FromMinutes(90));
        (policy.FindingRetentionDays, policy.NotificationRetentionDays, policy.ReportRetentionDays).Should().Be((500, 30, 10));
    }

    [Fact]
    public void Reads_every_kind_of_channel()
    {
        var policy = PolicyText.Policy(
            """
            {
              "channels": {
                "t": { "kind": "teams", "urlSetting": "CHANNEL_TeamsUrl" },
                "q": { "kind": "wecom", "urlSetting": "CHANNEL_WECOM" },
                "f": { "kind": "feishu", "urlSetting": "CHANNEL_FEISHU", "secretSetting": "CHANNEL_FEISHU_SECRET" },
                "d": { "kind": "dingtalk", "urlSetting": "CHANNEL_DINGTALK", "checkRevocation": false },
                "k": { "kind": "slack", "urlSetting": "CHANNEL_SLACK" },
                "s": { "kind": "smtp", "host": "10.0.0.1", "port": 465, "security": "tls", "checkRevocation": false, "username": "u", "passwordSetting": "CHANNEL_SMTP_PASSWORD", "from": "a@b.c", "to": ["d@e.f", "g@h.i"] },
                "w": { "kind": "webhook", "urlSetting": "CHANNEL_HOOK", "authorizationSetting": "CHANNEL_AUTH", "signingKeySetting": "CHANNEL_KEY" },
                "l": { "kind": "webhook", "url": "http://localhost:8080/x" },
                "a": { "kind": "acs", "endpoint": "https://x.communication.azure.com", "from": "a@b.c", "to": ["d@e.f"] },
                "c": { "kind": "console" }
              },
              "routes": [{ "channels": ["t", "q", "f", "d", "k", "s", "w", "l", "a", "c"], "owner": "Everybody" }]
            }
            """);
        policy.Channels.Select(channel => channel.Name).Should().BeEquivalentTo("t", "q", "f", "d", "k", "s", "w", "l", "a", "c");
        policy.ChannelOf("t").Should().Be(new TeamsChannel { Name = "t", UrlSetting = "CHANNEL_TeamsUrl" });
        policy.ChannelOf("q").Should().Be(new WeComChannel { Name = "q", UrlSetting = "CHANNEL_WECOM" });
        policy.ChannelOf("f").Should().Be(new FeishuChannel { Name = "f", UrlSetting = "CHANNEL_FEISHU", SecretSetting = "CHANNEL_FEISHU_SECRET" });
        policy.ChannelOf("d").Should().Be(new DingTalkChannel { Name = "d", UrlSetting = "CHANNEL_DINGTALK", ChecksRevocation = false });
        policy.ChannelOf("k").Should().Be(new SlackChannel { Name = "k", UrlSetting = "CHANNEL_SLACK" });
        policy.ChannelOf("s").Should().BeEquivalentTo(new SmtpChannel
        {
            Name = "s",
            Host = "10.0.0.1",
            Port = 465,
            Security = SmtpSecurity.Tls,
            ChecksRevocation = false,
            Username = "u",
            PasswordSetting = "CHANNEL_SMTP_PASSWORD",
            From = "a@b.c",
            To = ["d@e.f", "g@h.i"],
        });
        policy.ChannelOf("w").Should().Be(new WebhookChannel { Name = "w", UrlSetting = "CHANNEL_HOOK", AuthorizationSetting = "CHANNEL_AUTH", SigningKeySetting = "CHANNEL_KEY" });
        policy.ChannelOf("l").Should().BeOfType<WebhookChannel>().Which.Url.Should().Be(new Uri("http://localhost:8080/x"));
        policy.ChannelOf("a").Should().BeOfType<AcsChannel>().Which.To.Should().Equal("d@e.f");
        policy.ChannelOf("c").Should().BeOfType<ConsoleChannel>();
        policy.ChannelOf("T").Should().BeNull();
        policy.Routes.Should().ContainSingle().Which.Owner.Should().Be("Everybody");
    }

    [Fact]
    public void The_hash_is_of_the_bytes_and_there_whether_or_not_they_are_a_policy()
    {
        foreach (var text in new[] { "{ }", "{ } // a comment", "{", "\uFEFF{}" })
        {
            var bytes = Encoding.UTF8.GetBytes(text);
            var reading = PolicyText.Read(bytes);
            reading.Hash.Should().Be(Convert.ToHexStringLower(SHA256.HashData(bytes)));
            (reading.Policy?.Hash ?? reading.Hash).Should().Be(reading.Hash);
        }
    }

    [Fact]
    public void Takes_a_byte_order_mark_comments_and_trailing_commas() =>
        PolicyText.Policy("\uFEFF// first\r\n{ /* in */ \"machineAccounts\": [\"a\", ], }\r\n// last").MachineAccounts.Should().ContainSingle();

    [Fact]
    public void Warns_of_what_is_never_used()
    {
        var reading = PolicyText.Read(
            """
            {
              "channels": { "a": { "kind": "console" }, "b": { "kind": "console" } },
              "routes": [{ "severity": "medium", "channels": ["a"] }, { "severity": "low", "channels": ["a"] }, { "account": "x", "severity": "high", "channels": ["a"] }]
            }
            """);
        reading.IsValid.Should().BeTrue();
        reading.Warnings.Select(warning => warning.Path).Should().Equal("$.routes[2]", "$.channels.b");
    }
}
