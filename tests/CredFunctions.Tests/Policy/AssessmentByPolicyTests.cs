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
        AssessmentPolicy.Default.SeverityOf(rule, "1", "a").Should().Be(Severity.Critical);

        var policy = PolicyText.Policy("""{ "rules": { "access-key-leak-risk": { "severity": "info" } } }""");
        Findings(LeakedAndDisabled, policy).Should().Contain((rule.Id, Severity.Info));
        Findings(AccountRow.Machine().With(Column.AccessKey1MayBeAtRisk, "TRUE"), policy).Should().Equal((rule.Id, Severity.Info));
        policy.SeverityOf(rule, "1", "a").Should().Be(Severity.Info);
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

    [Fact]
    public void Rules_about_the_login_are_off_for_an_account_that_signs_in_elsewhere()
    {
        var row = AccountRow.Clean()
            .With(Column.MfaDeviceActive, "FALSE").With(Column.LoginProtectionActive, "FALSE").With(Column.OperationProtectionActive, "FALSE")
            .With(Column.PasswordLastRotation, AccountRow.Ago(100));
        string[] all = ["console-mfa-disabled", "login-protection-disabled", "operation-protection-disabled", "password-not-rotated"];
        foreach (var (pattern, isExternal) in new[] { ("alice", true), ("AL*", true), ("100000000001", true), ("1000000000", false), ("bob", false) })
        {
            var policy = PolicyText.Policy($$"""{ "externalLogin": ["{{pattern}}"] }""");
            Findings(row, policy).Select(finding => finding.Item1).Should().Equal(isExternal ? ["operation-protection-disabled"] : all, pattern);
            Assessed(row, policy, assessment => assessment.HasExternalLogin).Should().Be(isExternal, pattern);
            NotAssessed(Odd, policy).Should().HaveCount(isExternal ? 0 : 2);
        }
    }

    [Fact]
    public void An_account_to_which_no_rule_about_the_login_would_apply_is_not_counted()
    {
        var policy = PolicyText.Policy("""{ "externalLogin": ["*"] }""");
        Assessed(AccountRow.Machine(), policy, assessment => assessment.HasExternalLogin).Should().BeFalse();
        Assessed(AccountRow.Clean().With(Column.LoginConsoleActive, "odd").With(Column.PasswordEnabled, "odd"), policy, assessment => assessment.HasExternalLogin).Should().BeFalse();
        Assessed(AccountRow.Machine().With(Column.PasswordEnabled, "TRUE"), policy, assessment => assessment.HasExternalLogin).Should().BeTrue();
    }

    [Theory]
    [InlineData("{}", Severity.High, Severity.Critical)]
    [InlineData("""{ "severity": "info" }""", Severity.Info, Severity.Low)]
    [InlineData("""{ "severity": "critical" }""", Severity.Critical, Severity.Critical)]
    public void A_privileged_account_is_one_step_worse_after_any_override(string setting, Severity own, Severity raised)
    {
        var rules = setting is "{}" ? "" : $$"""
            , "rules": { "console-mfa-disabled": {{setting}} }
            """;
        var row = AccountRow.Clean().With(Column.MfaDeviceActive, "FALSE");
        foreach (var (pattern, expected) in new[] { ("alice", raised), ("10000*", raised), ("bob", own) })
        {
            var policy = PolicyText.Policy($$"""{ "privileged": ["{{pattern}}"]{{rules}} }""");
            Findings(row, policy).Should().Equal(("console-mfa-disabled", expected));
            Assessed(row, policy, assessment => assessment.Findings[0].CatalogueSeverity).Should().Be(Severity.High);
            var note = expected == own ? "" : $" The account is privileged: {raised.Name()} instead of {own.Name()}.";
            Assessed(row, policy, assessment => assessment.MessageOf(assessment.Findings[0]))
                .Should().Be($"Can log in to the console and has no MFA device.{note}");
        }
    }

    [Fact]
    public void A_rule_that_does_not_mind_keeps_its_severity_for_a_privileged_account() =>
        Findings(AccountRow.Clean().With(Column.PasswordLastRotation, AccountRow.Ago(100)), PolicyText.Policy("""{ "privileged": ["*"] }"""))
            .Should().Equal(("password-not-rotated", Severity.Low));

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
