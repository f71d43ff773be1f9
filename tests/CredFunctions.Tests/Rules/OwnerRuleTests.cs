using CredFunctions.Findings;
using CredFunctions.Policy;
using CredFunctions.Policy.Json;
using CredFunctions.Reports;
using CredFunctions.Rules;
using CredFunctions.Tests.Building;
using CredFunctions.Tests.Policy;

namespace CredFunctions.Tests.Rules;

/// <summary>The rules about owners. The as-of is noon on 2026-11-01 in the report's zone.</summary>
public sealed class OwnerRuleTests
{
    [Theory]
    [InlineData("alice,Mei,,,2026-10-31", Outcome.Fail)]
    [InlineData("alice,Mei,,,2020-01-01", Outcome.Fail)]
    [InlineData("alice,Mei,,,2026-11-01", Outcome.Pass)]
    [InlineData("alice,Mei,,,9999-12-31", Outcome.Pass)]
    [InlineData("alice,Mei,,,", Outcome.NotApplicable)]
    [InlineData("bob,Mei,,,2020-01-01", Outcome.NotApplicable)]
    [InlineData("", Outcome.NotApplicable)]
    public void The_owner_has_left_from_the_day_after_the_last_one(string roster, Outcome expected) =>
        OutcomeOf("owner-left", AccountRow.Clean(), roster).Should().Be(expected);

    // Whether the account can be used: by the console, or by an active key.
    public static TheoryData<string, string, string, Outcome, Outcome> Access => new()
    {
        { "TRUE", "N/A", "N/A", Outcome.Fail, Outcome.Fail },
        { "FALSE", "Active", "N/A", Outcome.Fail, Outcome.Fail },
        { "FALSE", "N/A", "Active", Outcome.Fail, Outcome.Fail },
        { "odd", "Active", "odd", Outcome.Fail, Outcome.Fail },
        { "FALSE", "Disable", "N/A", Outcome.Pass, Outcome.NotApplicable },
        { "odd", "Disable", "N/A", Outcome.NotAssessed, Outcome.NotAssessed },
        { "FALSE", "odd", "N/A", Outcome.NotAssessed, Outcome.NotAssessed },
        { "not_supported", "N/A", "N/A", Outcome.NotAssessed, Outcome.NotAssessed },
    };

    [Theory]
    [MemberData(nameof(Access))]
    public void Only_an_account_that_can_be_used_needs_an_owner(string console, string key1, string key2, Outcome left, Outcome unknown)
    {
        var row = AccountRow.Clean().With(Column.LoginConsoleActive, console);
        foreach (var (slot, status) in new[] { (KeySlot.One, key1), (KeySlot.Two, key2) })
        {
            if (status is not "N/A")
                row.WithKey(slot, status: status);
        }

        OutcomeOf("owner-left", row, "alice,Mei,,,2026-10-01").Should().Be(left);
        OutcomeOf("owner-unknown", row, "bob,Mei,,,").Should().Be(unknown);
        OutcomeOf("owner-unknown", row, "alice,Mei,,,2020-01-01").Should().NotBe(Outcome.Fail);
    }

    [Theory]
    [InlineData("owner-left")]
    [InlineData("owner-unknown")]
    public void Without_a_roster_there_is_no_such_rule(string rule) => OutcomeOf(rule, AccountRow.Clean(), roster: null).Should().Be(Outcome.NotApplicable);

    [Fact]
    public void That_the_owner_leaves_is_due_at_the_end_of_the_last_day_in_the_zone_of_the_report()
    {
        Assessed(AccountRow.Clean(), "alice,Mei,,,2026-11-09", assessment => assessment.Due)
            .Should().Equal(new DueCheck("owner-left", Subject.Account, new DateTimeOffset(2026, 11, 9, 16, 0, 0, TimeSpan.Zero)));
        Assessed(AccountRow.Clean(), "alice,Mei,,,2026-11-15", assessment => assessment.Due).Should().BeEmpty();
        Assessed(AccountRow.Clean().With(Column.LoginConsoleActive, "FALSE"), "alice,Mei,,,2026-11-09", assessment => assessment.Due).Should().BeEmpty();
    }

    [Fact]
    public void The_message_names_the_owner_and_the_day()
    {
        Message("alice,Mei Chen,Platform,,2026-10-31").Should().Be("Its owner, Mei Chen, left on 2026-10-31, and the account can still be used.");
        Message("alice,,Platform,,2026-10-31").Should().StartWith("Its owner, Platform, left on");

        static string Message(string roster) => Assessed(AccountRow.Clean(), roster, assessment => assessment.MessageOf(assessment.Findings[0]));
    }

    private static Outcome OutcomeOf(string rule, AccountRow row, string? roster) => Assessed(row, roster, assessment =>
    {
        var of = RuleCatalogue.Find(rule)!;
        return Array.Exists(assessment.Findings.ToArray(), verdict => verdict.Rule == of) ? Outcome.Fail
            : Array.Exists(assessment.NotAssessed.ToArray(), verdict => verdict.Rule == of) ? Outcome.NotAssessed
            : (assessment.Passed & Check.BitOf(of.Number, Subject.Account)) != 0 ? Outcome.Pass
            : Outcome.NotApplicable;
    });

    private static T Assessed<T>(AccountRow row, string? roster, Func<Assessment, T> what) => Reading.Account(Report.Of(row), account =>
    {
        var policy = roster is null
            ? AssessmentPolicy.Default
            : PolicyText.Read(PolicyFile.WithRoster(policy: null, System.Text.Encoding.UTF8.GetBytes(roster))).Policy!.For("default");
        var assessment = new Assessment("default", AccountRow.AsOf, policy);
        assessment.Assess(account);
        return what(assessment);
    });
}
