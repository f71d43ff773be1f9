using System.Text.Json;

using CredFunctions.Policy;
using CredFunctions.Rules;

using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace CredFunctions.Tests.Policy;

public sealed class SourceSettingsTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 1, 12, 0, 0, TimeSpan.FromHours(8));

    [Fact]
    public void An_exception_with_a_source_is_for_that_source_alone()
    {
        var policy = PolicyText.Document(Exceptions("\"source\": \"company-a\","));
        IsExcepted(policy, "company-a").Should().BeTrue();
        IsExcepted(policy, "COMPANY-A").Should().BeTrue("patterns take ASCII letters in either case");
        IsExcepted(policy, "company-b").Should().BeFalse();
        IsExcepted(policy, "company-a2").Should().BeFalse("the whole name has to match");
        policy.For("company-b").Exceptions.All.Should().BeEmpty();
    }

    [Theory]
    [InlineData("")]
    [InlineData("\"source\": \"*\",")]
    [InlineData("\"source\": \"company-?\",")]
    public void An_exception_without_a_source_or_with_a_wide_one_is_for_several(string source)
    {
        var policy = PolicyText.Document(Exceptions(source));
        IsExcepted(policy, "company-a").Should().BeTrue();
        IsExcepted(policy, "company-b").Should().BeTrue();
    }

    [Theory]
    [InlineData("\"source\": \"\",")]
    [InlineData("\"source\": 7,")]
    public void An_exception_with_a_source_that_is_none_never_suppresses(string source)
    {
        var reading = PolicyText.Read(Exceptions(source));
        reading.Warnings.Should().ContainSingle().Which.Path.Should().Be("$.exceptions[0].source");
        IsExcepted(reading.Policy!, "company-a").Should().BeFalse();
    }

    [Fact]
    public void Every_entry_that_matches_applies_in_order_setting_by_setting()
    {
        var policy = PolicyText.Document(
            """
            {
              "thresholds": { "human": { "consoleIdleDays": 60, "dormantDays": 200 } },
              "machineAccounts": ["svc-*"],
              "rules": { "collaborator-access": "off", "console-idle": { "severity": "low" } },
              "freshness": { "*": 100, "prod-eu": 50 },
              "sources": [
                { "source": "prod*", "thresholds": { "human": { "consoleIdleDays": 30 }, "machine": { "accessKeyMaxAgeDays": 10 } }, "freshness": 36 },
                { "source": "test", "rules": { "dormant-identity": "off" } },
                { "source": "PROD-??", "thresholds": { "human": { "consoleIdleDays": 20 } }, "machineAccounts": ["ci-*"],
                  "rules": { "collaborator-access": { "severity": "medium" }, "console-idle": "off" }, "freshness": "never" },
              ],
            }
            """);

        var eu = policy.For("prod-eu");
        eu.Human.Should().Be(Thresholds.Default with { ConsoleIdleDays = 20, DormantDays = 200 });
        eu.Machine.Should().Be(Thresholds.Default with { AccessKeyMaxAgeDays = 10 });
        eu.MachineAccounts.Select(name => name.ToString()).Should().Equal("ci-*");
        eu.RulesOff.Select(rule => rule.Id).Should().Equal("console-idle");
        eu.SeverityOf(RuleCatalogue.Find("collaborator-access")!, "1", "a").Should().Be(Severity.Medium);
        eu.Freshness.HoursOf("prod-eu").Should().BeNull();

        var prod = policy.For("prod");
        prod.Human.Should().Be(Thresholds.Default with { ConsoleIdleDays = 30, DormantDays = 200 });
        prod.MachineAccounts.Select(name => name.ToString()).Should().Equal("svc-*");
        prod.RulesOff.Select(rule => rule.Id).Should().Equal("collaborator-access");
        prod.Freshness.HoursOf("prod").Should().Be(36);

        policy.For("test").RulesOff.Select(rule => rule.Id).Should().Equal("dormant-identity", "collaborator-access");
        var other = policy.For("other");
        other.Human.Should().Be(Thresholds.Default with { ConsoleIdleDays = 60, DormantDays = 200 });
        other.Freshness.HoursOf("other").Should().Be(100);
    }

    [Fact]
    public void What_is_the_same_for_every_source_stays_with_each()
    {
        var policy = PolicyText.Document("""{ "reportTimeZone": "+00:00", "sameReportHours": 0, "reportRetentionDays": 7, "sources": [ { "source": "a" } ] }""");
        foreach (var source in new[] { "a", "b" })
        {
            var each = policy.For(source);
            (each.Hash, each.ReportTimeZone, each.SameReportHours, each.ReportRetentionDays).Should().Be((policy.Hash, TimeSpan.Zero, 0, 7));
        }
    }

    [Fact]
    public void A_source_that_is_named_with_hours_is_expected()
    {
        var policy = PolicyText.Document(
            """
            {
              "freshness": { "*": "never", "by-name": 10, "closed": "never" },
              "sources": [ { "source": "Company-A", "freshness": 36 }, { "source": "company-b", "freshness": "never" }, { "source": "prod*", "freshness": 5 }, { "source": "quiet" } ],
            }
            """);
        policy.Expected([]).Should().BeEquivalentTo("by-name", "Company-A");
        policy.Expected(["company-a", "prod-1", "test"]).Should().BeEquivalentTo("company-a", "prod-1", "by-name");
    }

    [Property(MaxTest = 500)]
    public Property A_source_has_the_last_setting_that_matches_it()
    {
        var entry = from pattern in Gen.Elements("*", "a*", "?", "a", "b", "ab", "A?")
                    from human in Gen.Choose(0, 5)
                    from machine in Gen.Choose(0, 5)
                    from rule in Gen.Elements(null, "off", "low", "high")
                    from names in Gen.Elements(null, "x", "y")
                    select (pattern, human, machine, rule, names);
        var policies = from top in entry
                       from entries in entry.ArrayOf().Resize(5)
                       from source in Gen.Elements("a", "b", "ab", "c")
                       select (top, entries, source);
        return Prop.ForAll(policies.ToArbitrary(), drawn =>
        {
            var (top, entries, source) = drawn;
            var json = $"{{ {Settings(top)} \"sources\": [ {string.Join(',', entries.Select(each => $"{{ {Settings(each)} \"source\": {JsonSerializer.Serialize(each.pattern)} }}"))} ] }}";
            var policy = PolicyText.Policy(json, source);

            var applied = entries.Where(each => NamePattern.TryParse(each.pattern)!.Matches(source)).Prepend(top).Reverse().ToList();
            var human = applied.Select(each => each.human).FirstOrDefault(days => days > 0);
            var machine = applied.Select(each => each.machine).FirstOrDefault(days => days > 0);
            var rule = applied.Select(each => each.rule).FirstOrDefault(word => word is not null);
            var names = applied.Select(each => each.names).FirstOrDefault(name => name is not null);
            return policy.Human == Thresholds.Default with { ConsoleIdleDays = human == 0 ? 90 : human }
                   && policy.Machine == Thresholds.Default with { DormantDays = machine == 0 ? 180 : machine }
                   && policy.Rules.IsOff("console-idle") == rule is "off"
                   && (policy.Rules.SeverityOf(RuleCatalogue.Find("console-idle")!)?.Name() ?? "off") == (rule ?? "off")
                   && policy.MachineAccounts.Select(name => name.ToString()).SequenceEqual(names is null ? [] : [names]);
        });

        static string Settings((string Pattern, int Human, int Machine, string? Rule, string? Names) each) => string.Concat(
            $"\"thresholds\": {{ \"human\": {{ {(each.Human > 0 ? $"\"consoleIdleDays\": {each.Human}" : "")} }}, \"machine\": {{ {(each.Machine > 0 ? $"\"dormantDays\": {each.Machine}" : "")} }} }},",
            each.Rule is null ? "" : $"\"rules\": {{ \"console-idle\": {(each.Rule is "off" ? "\"off\"" : $"{{ \"severity\": \"{each.Rule}\" }}")} }},",
            each.Names is null ? "" : $"\"machineAccounts\": [\"{each.Names}\"],");
    }

    private static string Exceptions(string source) =>
        $$"""{ "exceptions": [ { "rule": "console-mfa-disabled", {{source}} "account": "admin", "reason": "break glass", "owner": "o", "until": "2027-01-01" } ] }""";

    private static bool IsExcepted(PolicyDocument policy, string source) =>
        policy.For(source).ExceptionFor("console-mfa-disabled", "100000000001", "admin", null, Noon).IsActive;
}
