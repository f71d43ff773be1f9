using CredFunctions.Policy;
using CredFunctions.Policy.Json;

namespace CredFunctions.Tests.Policy;

public sealed class PolicyErrorTests
{
    private const string Mail = "\"host\": \"mail.example.com\", \"from\": \"a@example.com\", \"to\": [\"b@example.com\"]";
    private const string CatchAll = "\"routes\": [{ \"channels\": [\"c\"] }]";

    public static TheoryData<string, string, string> Wrong => new()
    {
        { "[]", "$", "an object" },
        { "null", "$", "an object" },
        { "{ \"x\": 1 }", "$.x", "reportTimeZone, " },
        { "{ \"Digest\": \"always\" }", "$.Digest", "digest" },
        { "{ \"a b\": 1 }", "$[\"a b\"]", "digest" },
        { "{ \"digest\": \"always\", \"digest\": \"always\" }", "$.digest", "stands twice" },
        { "{ \"digest\": \"weekly\" }", "$.digest", "\"changes\", \"always\"" },
        { "{ \"$schema\": 1 }", "$.$schema", "text" },

        { "{ \"reportTimeZone\": \"Asia/Shanghai\" }", "$.reportTimeZone", "+14:00" },
        { "{ \"reportTimeZone\": \"+8:00\" }", "$.reportTimeZone", "+14:00" },
        { "{ \"reportTimeZone\": \"+14:01\" }", "$.reportTimeZone", "+14:00" },
        { "{ \"reportTimeZone\": \"+08:60\" }", "$.reportTimeZone", "+14:00" },
        { "{ \"reportTimeZone\": 8 }", "$.reportTimeZone", "+14:00" },

        { "{ \"thresholds\": [] }", "$.thresholds", "an object" },
        { "{ \"thresholds\": { \"robot\": {} } }", "$.thresholds.robot", "human, machine" },
        { "{ \"thresholds\": { \"human\": { \"accessKeyMaxAgeDays\": 0 } } }", "$.thresholds.human.accessKeyMaxAgeDays", "from 1 to 3650" },
        { "{ \"thresholds\": { \"human\": { \"accessKeyMaxAgeDays\": 3651 } } }", "$.thresholds.human.accessKeyMaxAgeDays", "days from 1 to 3650" },
        { "{ \"thresholds\": { \"machine\": { \"dormantDays\": 90.5 } } }", "$.thresholds.machine.dormantDays", "whole number" },
        { "{ \"thresholds\": { \"machine\": { \"dormantDays\": \"90\" } } }", "$.thresholds.machine.dormantDays", "whole number" },
        { "{ \"thresholds\": { \"machine\": { \"dormantDays\": 1e999 } } }", "$.thresholds.machine.dormantDays", "whole number" },
        { "{ \"thresholds\": { \"machine\": { \"dormantDays\": null } } }", "$.thresholds.machine.dormantDays", "whole number" },
        { "{ \"thresholds\": { \"machine\": { \"keyDays\": 1 } } }", "$.thresholds.machine.keyDays", "accessKeyMaxAgeDays" },

        { "{ \"machineAccounts\": \"svc-*\" }", "$.machineAccounts", "a list" },
        { "{ \"machineAccounts\": [\"ok\", \"\"] }", "$.machineAccounts[1]", "a name in which" },
        { "{ \"machineAccounts\": [\" svc\"] }", "$.machineAccounts[0]", "a name in which" },
        { "{ \"machineAccounts\": [\"a\\u0007\"] }", "$.machineAccounts[0]", "a name in which" },
        { "{ \"machineAccounts\": [\"\\ud800\"] }", "$.machineAccounts[0]", "escape" },

        { "{ \"rules\": { \"no-such-rule\": \"off\" } }", "$.rules.no-such-rule", "access-key-leak-risk" },
        { "{ \"rules\": { \"console-idle\": \"on\" } }", "$.rules.console-idle", "\"off\" or" },
        { "{ \"rules\": { \"console-idle\": {} } }", "$.rules.console-idle", "lacks \"severity\"" },
        { "{ \"rules\": { \"console-idle\": { \"severity\": \"urgent\" } } }", "$.rules.console-idle.severity", "\"critical\", \"high\"" },
        { "{ \"rules\": { \"console-idle\": { \"severity\": \"low\", \"days\": 3 } } }", "$.rules.console-idle.days", "severity" },

        { "{ \"exceptions\": {} }", "$.exceptions", "a list" },
        { "{ \"exceptions\": [{ \"rule\": \"console-idle\", \"account\": \"a\", \"reason\": \"r\", \"owner\": \"o\", \"until\": \"2027-01-01\", \"til\": 1 }] }", "$.exceptions[0].til", "until" },

        { "{ \"sources\": {} }", "$.sources", "a list" },
        { "{ \"sources\": [{}] }", "$.sources[0]", "lacks \"source\"" },
        { "{ \"sources\": [{ \"source\": \"\" }] }", "$.sources[0].source", "a name in which" },
        { "{ \"sources\": [{ \"source\": \"a\", \"exceptions\": [] }] }", "$.sources[0].exceptions", "source, thresholds, machineAccounts, rules, freshness" },
        { "{ \"sources\": [{ \"source\": \"a\", \"thresholds\": { \"human\": { \"dormantDays\": 0 } } }] }", "$.sources[0].thresholds.human.dormantDays", "days from 1 to 3650" },
        { "{ \"sources\": [{ \"source\": \"a\" }, { \"source\": \"b\", \"rules\": { \"console-idel\": \"off\" } }] }", "$.sources[1].rules.console-idel", "access-key-leak-risk" },
        { "{ \"sources\": [{ \"source\": \"a\", \"machineAccounts\": [1] }] }", "$.sources[0].machineAccounts[0]", "a name in which" },
        { "{ \"sources\": [{ \"source\": \"a\", \"freshness\": { \"a\": 1 } }] }", "$.sources[0].freshness", "hours from 1 to 8760" },
        { "{ \"sources\": [{ \"source\": \"a\", \"freshness\": 0 }] }", "$.sources[0].freshness", "hours from 1 to 8760" },

        { "{ \"channels\": { \"c\": {} }, " + CatchAll + " }", "$.channels.c", "lacks \"kind\"" },
        { "{ \"channels\": { \"c\": { \"kind\": \"pager\" } }, " + CatchAll + " }", "$.channels.c.kind", "\"teams\", \"wecom\"" },
        { "{ \"channels\": { \"c\": { \"kind\": \"teams\" } }, " + CatchAll + " }", "$.channels.c", "lacks \"urlSetting\"" },
        { "{ \"channels\": { \"c\": { \"kind\": \"teams\", \"urlSetting\": \"TEAMS URL\" } }, " + CatchAll + " }", "$.channels.c.urlSetting", "the name of a setting" },
        { "{ \"channels\": { \"c\": { \"kind\": \"teams\", \"urlSetting\": \"CHANNEL_TEAMS URL\" } }, " + CatchAll + " }", "$.channels.c.urlSetting", "the name of a setting" },
        { "{ \"channels\": { \"c\": { \"kind\": \"teams\", \"urlSetting\": \"PATH\" } }, " + CatchAll + " }", "$.channels.c.urlSetting", "name the setting CHANNEL_C_URL, here and" },
        { "{ \"channels\": { \"c-1\": { \"kind\": \"webhook\", \"url\": \"https://a.example/\", \"signingKeySetting\": \"channel_x\" } }, \"routes\": [{ \"channels\": [\"c-1\"] }] }", "$.channels.c-1.signingKeySetting", "name the setting CHANNEL_C_1_SIGNING_KEY, here" },
        { "{ \"channels\": { \"c\": { \"kind\": \"webhook\", \"url\": \"https://a.example/\", \"checkRevocation\": 1 } }, " + CatchAll + " }", "$.channels.c.checkRevocation", "true or false" },
        { "{ \"channels\": { \"c\": { \"kind\": \"console\", \"port\": 1 } }, " + CatchAll + " }", "$.channels.c.port", "kind" },
        { "{ \"channels\": { \"c\": { \"kind\": \"smtp\", " + Mail + ", \"port\": 65536 } }, " + CatchAll + " }", "$.channels.c.port", "from 1 to 65535" },
        { "{ \"channels\": { \"c\": { \"kind\": \"smtp\", " + Mail + ", \"username\": \"u\" } }, " + CatchAll + " }", "$.channels.c", "only one of" },
        { "{ \"channels\": { \"c\": { \"kind\": \"smtp\", " + Mail + ", \"username\": \"u\", \"passwordSetting\": \"CHANNEL_P\", \"security\": \"none\" } }, " + CatchAll + " }", "$.channels.c", "in the clear" },
        { "{ \"channels\": { \"c\": { \"kind\": \"smtp\", \"host\": \"a b\", \"from\": \"a@b.c\", \"to\": [\"a@b.c\"] } }, " + CatchAll + " }", "$.channels.c.host", "mail server" },
        { "{ \"channels\": { \"c\": { \"kind\": \"smtp\", \"host\": \"m\", \"from\": \"a@b@c\", \"to\": [\"a@b.c\"] } }, " + CatchAll + " }", "$.channels.c.from", "a mail address" },
        { "{ \"channels\": { \"c\": { \"kind\": \"smtp\", \"host\": \"m\", \"from\": \"a@b.c\", \"to\": [] } }, " + CatchAll + " }", "$.channels.c.to", "1 to 50" },
        { "{ \"channels\": { \"c\": { \"kind\": \"smtp\", \"host\": \"m\", \"from\": \"a@b.c\", \"to\": [\"x\"] } }, " + CatchAll + " }", "$.channels.c.to[0]", "a mail address" },
        { "{ \"channels\": { \"c\": { \"kind\": \"webhook\" } }, " + CatchAll + " }", "$.channels.c", "exactly one of" },
        { "{ \"channels\": { \"c\": { \"kind\": \"webhook\", \"url\": \"https://a.example/\", \"urlSetting\": \"CHANNEL_U\" } }, " + CatchAll + " }", "$.channels.c", "exactly one of" },
        { "{ \"channels\": { \"c\": { \"kind\": \"webhook\", \"url\": \"http://a.example/\" } }, " + CatchAll + " }", "$.channels.c.url", "https://" },
        { "{ \"channels\": { \"c\": { \"kind\": \"acs\", \"from\": \"a@b.c\", \"to\": [\"a@b.c\"] } }, " + CatchAll + " }", "$.channels.c", "exactly one of" },
        { "{ \"channels\": { \"c d\": { \"kind\": \"console\" } }, \"routes\": [{ \"channels\": [\"c d\"] }] }", "$.channels[\"c d\"]", "1 to 64 ASCII letters" },

        { "{ \"channels\": { \"c\": { \"kind\": \"console\" } } }", "$.channels", "for every source and account" },
        { "{ \"channels\": { \"c\": { \"kind\": \"console\" } }, \"routes\": [{ \"account\": \"a*\", \"channels\": [\"c\"] }] }", "$.routes", "for every source and account" },
        { "{ \"channels\": { \"c\": { \"kind\": \"console\" } }, \"routes\": [{ \"channels\": [\"d\"] }] }", "$.routes[0].channels[0]", "\"c\"" },
        { "{ \"routes\": [{ \"channels\": [\"d\"] }] }", "$.routes[0].channels[0]", "the policy has no channels" },
        { "{ \"channels\": { \"c\": { \"kind\": \"console\" } }, \"routes\": {} }", "$.routes", "a list" },
        { "{ \"routes\": [{}] }", "$.routes[0]", "lacks \"channels\"" },
        { "{ \"channels\": { \"c\": { \"kind\": \"console\" } }, \"routes\": [{ \"channels\": [] }] }", "$.routes[0].channels", "1 to 100" },
        { "{ \"channels\": { \"c\": { \"kind\": \"console\" } }, \"routes\": [{ \"severity\": \"none\", \"channels\": [\"c\"] }] }", "$.routes[0].severity", "\"critical\"" },
        { "{ \"channels\": { \"c\": { \"kind\": \"console\" } }, \"routes\": [{ \"owner\": \"\", \"channels\": [\"c\"] }] }", "$.routes[0].owner", "text of 1 to 500" },

        { "{ \"immediateSeverity\": \"Critical\" }", "$.immediateSeverity", "\"critical\"" },
        { "{ \"alertsBundledFrom\": 0 }", "$.alertsBundledFrom", "accounts from 1 to 100" },
        { "{ \"evidenceUrl\": \"http://evidence.example.com\" }", "$.evidenceUrl", "begins with https://" },
        { "{ \"evidenceUrl\": \"https://evidence.example.com/{day}\" }", "$.evidenceUrl", "{source}, {date}, {folder}, {report}, {run}" },
        { "{ \"maxDepartures\": { \"percent\": 101 } }", "$.maxDepartures.percent", "percent from 0 to 100" },
        { "{ \"maxDepartures\": { \"least\": 0 } }", "$.maxDepartures.least", "accounts from 1 to 1000000" },
        { "{ \"sameReportHours\": 169 }", "$.sameReportHours", "hours from 0 to 168" },
        { "{ \"sameReportHours\": -1 }", "$.sameReportHours", "hours from 0 to 168" },
        { "{ \"sameReportHours\": 0.5 }", "$.sameReportHours", "hours from 0 to 168" },
        { "{ \"maxDepartures\": 20 }", "$.maxDepartures", "an object" },
        { "{ \"reminders\": { \"critical\": 366 } }", "$.reminders.critical", "days from 1 to 365" },
        { "{ \"reminders\": { \"urgent\": 1 } }", "$.reminders.urgent", "critical, high, medium, low, info" },
        { "{ \"freshness\": { \"prod\": 0 } }", "$.freshness.prod", "hours from 1 to 8760" },
        { "{ \"freshness\": { \"prod\": \"sometimes\" } }", "$.freshness.prod", "\"never\"" },
        { "{ \"freshness\": { \"prod/x\": 1 } }", "$.freshness[\"prod/x\"]", "\"*\"" },
        { "{ \"completionDeadline\": 4 }", "$.completionDeadline", "\"10m\" to \"168h\"" },
        { "{ \"completionDeadline\": \"9m\" }", "$.completionDeadline", "\"10m\" to \"168h\"" },
        { "{ \"completionDeadline\": \"169h\" }", "$.completionDeadline", "\"10m\" to \"168h\"" },
        { "{ \"completionDeadline\": \"4 h\" }", "$.completionDeadline", "\"10m\" to \"168h\"" },
        { "{ \"findingRetentionDays\": 0 }", "$.findingRetentionDays", "days from 1 to 3650" },
        { "{ \"notificationRetentionDays\": 6 }", "$.notificationRetentionDays", "days from 7 to 3650" },
        { "{ \"reportRetentionDays\": 99999999999 }", "$.reportRetentionDays", "days from 1 to 3650" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void Names_the_path_and_what_is_allowed(string json, string path, string said)
    {
        var error = PolicyText.Error(json);
        error.Path.Should().Be(path);
        error.ToString().Should().Contain(said);
    }

    [Fact]
    public void Lists_every_error_with_its_line_and_column()
    {
        var errors = PolicyText.Read("{\n  \"digest\": 1,\n  // 张\n  /* 张 */ \"alertsBundledFrom\": true\n}").Errors;
        errors.Select(error => (error.Path, error.Line, error.Column)).Should().Equal(("$.alertsBundledFrom", 4, 32), ("$.digest", 2, 13));
    }

    [Theory]
    [InlineData("", 1, 1)]
    [InlineData("   ", 1, 4)]
    [InlineData("// nothing", 1, 11)]
    [InlineData("{", 1, 2)]
    [InlineData("{\n  \"digest\": always\n}", 2, 13)]
    [InlineData("{\n  \"张张\" 1\n}", 2, 8)]
    [InlineData("{} {}", 1, 4)]
    [InlineData("{ \"digest\": \"always\" \"sameReportHours\": 3 }", 1, 22)]
    public void Says_where_text_is_not_json(string text, int line, int column)
    {
        var error = PolicyText.Error(text);
        (error.Path, error.Line, error.Column).Should().Be(("$", line, column));
        error.Problem.Should().StartWith("is not valid JSON: ").And.NotContain("LineNumber");
    }

    [Fact]
    public void Says_where_bytes_are_not_utf8()
    {
        var error = PolicyText.Read([(byte)'{', (byte)'\n', (byte)' ', 0xFF]).Errors.Should().ContainSingle().Which;
        error.Should().Be(new PolicyRemark("$", 2, 2, "is not UTF-8"));
    }

    [Fact]
    public void Refuses_what_is_too_long_or_too_deep()
    {
        PolicyText.Read(new byte[PolicyFile.MaxLength + 1]).Errors.Should().ContainSingle().Which.Problem.Should().Contain("longer than");
        PolicyText.Error(new string('[', 100_000)).Problem.Should().StartWith("is not valid JSON");
    }

    [Fact]
    public void Does_not_list_errors_without_end()
    {
        var json = "{" + string.Join(',', Enumerable.Range(0, 5000).Select(number => $"\"x{number}\":1")) + "}";
        PolicyText.Read(json).Errors.Should().HaveCount(101);
    }

    [Fact]
    public void Says_control_characters_of_the_file_as_code_points()
    {
        var error = PolicyText.Error("{ \"\\u001b[31m\": 1 }");
        error.ToString().Should().NotContain("\u001b").And.Contain("\\u001b");
    }
}
