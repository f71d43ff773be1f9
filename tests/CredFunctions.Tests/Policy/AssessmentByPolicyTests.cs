using CredFunctions.Findings;
using CredFunctions.Policy;
using CredFunctions.Reports;
using CredFunctions.Rules;
using CredFunctions.Tests.Building;

namespace CredFunctions.Tests.Policy;

public sealed class AssessmentByPolicyTests
{
    private static readonly AccountRow LeakedAndDisabled = AccountRow.Machine()
        .With(Column.AccessKey1MayBeAtRisk, "TRUE").With(Column.AccessKey1Status, "Disable");

    private static readonly AccountRow Odd = AccountRow.Clean().With(Column.MfaDeviceActive, "pending");

    [Fact]
    public void A_rule_that_is_off_neither_fails_nor_counts_as_not_assessed()
    {
        var policy = PolicyText.Policy("""{ "rules": { "access-key-leak-risk": "off", "console-mfa-disabled": "off" } }""");
        Findings(LeakedAndDisabled, AssessmentPolicy.Default).Should().HaveCount(3).And.Contain(("access-key-leak-risk", Severity.High));
        Findings(LeakedAndDisabled, policy).Should().Equal(("access-key-disabled-retained", Severity.Low), ("identity-without-credentials", Severity.Low));
        NotAssessed(Odd, AssessmentPolicy.Default).Should().Equal("console-mfa-disabled", "console-mfa-unavailable");
        NotAssessed(Odd, policy).Should().Equal("console-mfa-unavailable");
        policy.RulesOff.Select(rule => rule.Id).Should().Equal("access-key-leak-risk", "console-mfa-disabled");
        policy.Rules.IsOff(RuleCatalogue.Find("console-idle")!).Should().BeFalse();
    }

    [Fact]
    public void Another_severity_replaces_both_levels()
    {
        var rule = RuleCatalogue.Find("access-key-leak-risk")!;
        Findings(LeakedAndDisabled, AssessmentPolicy.Default).Should().Contain((rule.Id, Severity.High));
        AssessmentPolicy.Default.SeverityOf(rule).Should().Be(Severity.Critical);

        var policy = PolicyText.Policy("""{ "rules": { "access-key-leak-risk": { "severity": "info" } } }""");
        Findings(LeakedAndDisabled, policy).Should().Contain((rule.Id, Severity.Info));
        Findings(AccountRow.Machine().With(Column.AccessKey1MayBeAtRisk, "TRUE"), policy).Should().Equal((rule.Id, Severity.Info));
        policy.SeverityOf(rule).Should().Be(Severity.Info);
    }

    [Theory]
    [InlineData("svc-billing", Profile.Machine)]
    [InlineData("SVC-BILLING", Profile.Machine)]
    [InlineData("ci-07", Profile.Machine)]
    [InlineData("ci-007", Profile.Human)]
    [InlineData("alice", Profile.Human)]
    public void Names_of_machines_select_the_thresholds_of_machines(string username, Profile expected)
    {
        var policy = PolicyText.Policy("""{ "machineAccounts": ["svc-*", "ci-??"], "thresholds": { "machine": { "consoleIdleDays": 5 } } }""");
        var row = AccountRow.Clean().With(Column.Username, username).With(Column.LastConsoleLoginTime, AccountRow.Ago(6));
        Assessed(row, policy, assessment => assessment.Profile).Should().Be(expected);
        Findings(row, policy).Should().HaveCount(expected is Profile.Machine ? 1 : 0);
    }

    [Fact]
    public void Naming_machines_allocates_nothing_an_account()
    {
        var policy = PolicyText.Policy("""{ "machineAccounts": ["svc-*", "*-pipeline", "ci-??"] }""");
        var allocated = Assessed(AccountRow.Clean(), policy, assessment =>
        {
            for (var warm = 0; warm < 100; warm++)
                assessment.Assess(assessment.Account);
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var account = 0; account < 1000; account++)
                assessment.Assess(assessment.Account);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        });
        allocated.Should().Be(0);
    }

    private static (string, Severity)[] Findings(AccountRow row, AssessmentPolicy policy) =>
        Assessed(row, policy, assessment => assessment.Findings.ToArray().Select(finding => (finding.Rule.Id, finding.Severity)).ToArray());

    private static string[] NotAssessed(AccountRow row, AssessmentPolicy policy) =>
        Assessed(row, policy, assessment => assessment.NotAssessed.ToArray().Select(verdict => verdict.Rule.Id).ToArray());

    private static T Assessed<T>(AccountRow row, AssessmentPolicy policy, Func<Assessment, T> what) => Reading.Account(row, account =>
    {
        var assessment = new Assessment("default", AccountRow.AsOf, policy);
        assessment.Assess(account);
        return what(assessment);
    });
}
