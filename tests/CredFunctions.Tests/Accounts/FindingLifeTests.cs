using CredFunctions.Accounts;
using CredFunctions.Policy;
using CredFunctions.Reports;
using CredFunctions.Tests.Building;
using CredFunctions.Tests.Policy;

namespace CredFunctions.Tests.Accounts;

public sealed class FindingLifeTests
{
    private const string Rule = "console-mfa-disabled";

    private readonly SourceHistory history = new();

    [Fact]
    public void Opens_with_the_report_that_shows_it_first()
    {
        history.Report(Mfa("FALSE"));

        history.EventNames().Should().Equal($"Opened {Rule}");
        history.Finding(Rule).Should().BeEquivalentTo(new { FirstSeen = AccountRow.AsOf, OpenedAt = AccountRow.AsOf, Openings = 1, IsOpen = true });
    }

    [Fact]
    public void Is_told_once_and_confirmed_in_silence_after_that()
    {
        history.Report(Mfa("FALSE")).Report(Mfa("FALSE"));

        history.EventNames().Should().BeEmpty();
        history.Finding(Rule).LastSeen.Should().Be(AccountRow.AsOf.AddDays(1));
    }

    [Theory]
    [InlineData("TRUE")]
    [InlineData("not_supported")]
    public void Is_resolved_when_the_rule_passes_or_does_not_apply(string mfa)
    {
        history.Report(Mfa("FALSE")).Report(Mfa(mfa));

        history.EventNames().Should().Contain($"Resolved {Rule}");
        history.Finding(Rule).ResolvedAt.Should().Be(AccountRow.AsOf.AddDays(1));
    }

    [Theory]
    [InlineData("N/A")]
    [InlineData("odd")]
    public void Stays_as_it_is_while_the_rule_is_not_assessed(string mfa)
    {
        history.Report(Mfa("FALSE")).Report(Mfa(mfa));

        history.EventNames().Should().BeEmpty();
        history.Finding(Rule).Should().BeEquivalentTo(new { IsOpen = true, LastSeen = AccountRow.AsOf });
    }

    [Fact]
    public void Keeps_the_first_date_and_counts_the_opening_when_it_opens_again()
    {
        history.Report(Mfa("FALSE")).Report(Mfa("TRUE")).Report(Mfa("FALSE")).Report(Mfa("TRUE")).Report(Mfa("FALSE"));

        history.EventNames().Should().Equal("mfa-removed", $"Reopened {Rule}");
        history.Finding(Rule).Should().BeEquivalentTo(
            new { FirstSeen = AccountRow.AsOf, OpenedAt = AccountRow.AsOf.AddDays(4), Openings = 3, IsOpen = true });
    }

    [Fact]
    public void Is_resolved_when_the_account_leaves_and_opens_again_when_it_comes_back()
    {
        history.Report(Mfa("FALSE")).Report(null);
        history.EventNames().Should().Equal("account-removed", $"Resolved {Rule}");

        history.Report(Mfa("FALSE"));
        history.EventNames().Should().Equal("account-created", $"Reopened {Rule}");
    }

    [Fact]
    public void Is_not_resolved_by_a_report_that_could_not_be_read_whole()
    {
        history.Report(Mfa("FALSE")).Report(null, hasUnreadableRows: true);

        history.Finding(Rule).IsOpen.Should().BeTrue();
        history.State!.IsPresent.Should().BeTrue();
    }

    [Fact]
    public void Stays_with_its_key_when_the_key_changes_its_slot()
    {
        var leaking = AccountRow.Machine(KeySlot.Two).With(Column.AccessKey2MayBeAtRisk, "TRUE");
        var moved = AccountRow.Clean().With(Column.LoginConsoleActive, "FALSE").WithKey(KeySlot.One, secretId: AccountRow.OtherSecretId)
            .With(Column.AccessKey1MayBeAtRisk, "TRUE");

        history.Report(leaking).Report(moved);

        history.Events.Where(each => each.Rule == "access-key-leak-risk").Should().BeEmpty();
        history.Finding("access-key-leak-risk").Subject.Should().Be(Subject.Key1);
    }

    [Fact]
    public void Of_a_key_is_resolved_when_the_key_is_gone_and_both_cells_are_recognised()
    {
        history.Report(Leaking()).Report(AccountRow.Machine().With(Column.AccessKey1SecretId, AccountRow.OtherSecretId));
        history.Finding("access-key-leak-risk").IsOpen.Should().BeFalse();
    }

    [Fact]
    public void Of_a_key_stays_open_while_a_cell_that_may_hold_the_key_is_not_recognised()
    {
        history.Report(Leaking()).Report(AccountRow.Machine().With(Column.AccessKey1SecretId, AccountRow.OtherSecretId).With(Column.AccessKey2SecretId, "a b"));
        history.Finding("access-key-leak-risk").IsOpen.Should().BeTrue();
    }

    [Fact]
    public void Of_a_key_that_is_gone_for_longer_than_its_keep_time_is_forgotten()
    {
        var soon = With("""{ "findingRetentionDays": 30 }""");
        var without = AccountRow.Machine().With(Column.AccessKey1SecretId, AccountRow.OtherSecretId);

        history.Report(Leaking(), soon).Report(Leaking().With(Column.AccessKey1MayBeAtRisk, "FALSE"), soon);
        history.Wait(40).Report(without, soon);
        history.Wait(29).Report(without, soon);
        history.Finding("access-key-leak-risk").KeyGoneSince.Should().Be(AccountRow.AsOf.AddDays(42), "it counts from when the key left, not from when the matter was resolved");

        history.Wait(1).Report(without, soon);
        history.State!.Findings.Should().NotContain(finding => finding.Rule == "access-key-leak-risk");
    }

    [Fact]
    public void Of_a_key_that_comes_back_in_time_goes_on()
    {
        var soon = With("""{ "findingRetentionDays": 30 }""");

        history.Report(Leaking(), soon).Report(AccountRow.Machine().With(Column.AccessKey1SecretId, "N/A"), soon);
        history.Wait(90).Report(Leaking(), soon);

        history.Finding("access-key-leak-risk").Should().BeEquivalentTo(new { Openings = 2, KeyGoneSince = (DateTimeOffset?)null, FirstSeen = AccountRow.AsOf });
    }

    [Fact]
    public void Is_raised_when_the_matter_becomes_worse_and_lowered_when_it_becomes_less_bad()
    {
        var disabled = Leaking().With(Column.AccessKey1Status, "Disable");

        history.Report(disabled).Report(Leaking());
        history.EventNames().Should().Contain("Raised access-key-leak-risk");

        history.Report(Leaking().With(Column.AccessKey1Status, "Disable"));
        history.EventNames().Should().Contain("Lowered access-key-leak-risk");
    }

    [Fact]
    public void Is_raised_by_policy_alone_in_the_digest_only()
    {
        history.Report(Mfa("FALSE")).Report(Mfa("FALSE"), With("""{ "rules": { "console-mfa-disabled": { "severity": "critical" } } }"""));

        history.EventNames().Should().Equal($"RaisedByPolicy {Rule}");
        history.Finding(Rule).Severity.Should().Be(Severity.Critical);
    }

    [Theory]
    [InlineData("medium", true)]
    [InlineData("critical", false)]
    public void A_rise_is_the_reports_though_the_policy_changed_in_the_same_run(string before, bool isRise)
    {
        history.Report(Leaking().With(Column.AccessKey1Status, "Disable"), Leak(before)).Report(Leaking());

        history.EventNames().Where(each => each.Contains("leak", StringComparison.Ordinal)).Should().Equal((string[])(isRise ? ["Raised access-key-leak-risk"] : []));
    }

    [Fact]
    public void A_rise_is_the_policys_where_only_the_policy_changed()
    {
        history.Report(Leaking(), Leak("low")).Report(Leaking(), Leak("high"));
        history.EventNames().Should().Equal("RaisedByPolicy access-key-leak-risk");
    }

    [Theory]
    [InlineData("""{ }""")]
    [InlineData("""{ "exceptions": [ { "rule": "console-mfa-disabled", "account": "bob", "reason": "r", "owner": "o", "until": "2027-01-01" } ] }""")]
    public void An_opening_under_an_exception_is_notified_once_none_matches_any_more(string policy)
    {
        history.Report(Mfa("TRUE")).Report(Mfa("FALSE"), Excepted(Rule)).Report(Mfa("FALSE"), Excepted(Rule)).Report(Mfa("FALSE"), With(policy));
        history.EventNames().Should().Equal($"ExceptionEnded {Rule}", $"Opened {Rule}");

        history.Report(Mfa("FALSE"));
        history.EventNames().Should().BeEmpty();
    }

    [Fact]
    public void An_opening_under_an_exception_counts_when_it_opens_and_a_resolution_when_it_is_resolved()
    {
        history.Report(Mfa("TRUE")).Report(Mfa("FALSE"), Excepted(Rule)).Report(Mfa("FALSE")).Report(Mfa("TRUE"), Excepted(Rule));

        history.Counts.Should().Equal((0, 0), (1, 0), (0, 0), (0, 1));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void An_opening_that_an_incomplete_run_recorded_counts_once_in_the_next_that_completes_whatever_keeps_it_back(bool isOff)
    {
        var keepsBack = isOff ? With("""{ "rules": { "console-mfa-disabled": "off" } }""") : Excepted(Rule);

        history.Report(Mfa("TRUE")).Report(Mfa("FALSE"), completes: false).Report(Mfa("FALSE"), keepsBack)
            .Report(Mfa("FALSE"), completes: false).Report(Mfa("FALSE")).Report(Mfa("TRUE"));

        history.Counts.Should().Equal((0, 0), (1, 0), (0, 0), (0, 1));
    }

    [Fact]
    public void A_kept_back_opening_of_an_account_in_an_unreadable_row_counts_no_second_time()
    {
        var off = With("""{ "rules": { "console-mfa-disabled": "off" } }""");

        history.Report(Mfa("TRUE")).Report(Mfa("FALSE"), completes: false).Report(Mfa("FALSE"), off).Report(null, hasUnreadableRows: true);

        history.EventNames().Should().Equal($"Opened {Rule}");
        history.Counts.Should().Equal((0, 0), (1, 0), (0, 0));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void An_opening_under_an_exception_is_never_notified_once_it_is_resolved(bool isThere)
    {
        history.Report(Mfa("TRUE")).Report(Mfa("FALSE"), Excepted(Rule)).Report(isThere ? Mfa("TRUE") : null, Excepted(Rule));
        history.EventNames().Should().Contain($"Resolved {Rule}");

        // Not even by a report that does not touch the account.
        history.Report(null, hasUnreadableRows: true);
        history.EventNames().Should().BeEmpty();
    }

    [Fact]
    public void An_exception_that_ends_is_no_opening_where_the_opening_was_notified()
    {
        history.Report(Mfa("FALSE")).Report(Mfa("FALSE"), Excepted(Rule)).Report(Mfa("FALSE"));
        history.EventNames().Should().Equal($"ExceptionEnded {Rule}");
    }

    [Fact]
    public void A_rise_under_an_exception_is_notified_once_none_matches_any_more()
    {
        const string Leak = "access-key-leak-risk";
        history.Report(Leaking().With(Column.AccessKey1Status, "Disable")).Report(Leaking(), Excepted(Leak)).Report(Leaking());
        history.EventNames().Should().Equal($"ExceptionEnded {Leak}", $"Raised {Leak}");

        var over = new SourceHistory().Report(Leaking().With(Column.AccessKey1Status, "Disable")).Report(Leaking(), Excepted(Leak))
            .Report(Leaking().With(Column.AccessKey1Status, "Disable"), Excepted(Leak)).Report(Leaking().With(Column.AccessKey1Status, "Disable"));
        over.EventNames().Should().Equal($"ExceptionEnded {Leak}");
    }

    [Fact]
    public void An_opening_that_an_incomplete_run_recorded_is_notified_once_no_exception_matches_any_more()
    {
        history.Report(Mfa("TRUE")).Report(Mfa("FALSE"), completes: false).Report(Mfa("FALSE"), Excepted(Rule));
        history.Events.Single(each => each.Rule == Rule).IsSuppressed.Should().BeTrue();

        history.Report(Mfa("FALSE"));
        history.EventNames().Should().Equal($"ExceptionEnded {Rule}", $"Opened {Rule}");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void An_opening_that_an_incomplete_run_recorded_is_notified_once_its_rule_is_on_again(bool isShown)
    {
        var off = With("""{ "rules": { "console-mfa-disabled": "off" } }""");

        history.Report(Mfa("TRUE")).Report(Mfa("FALSE"), completes: false).Report(isShown ? Mfa("FALSE") : null, off, hasUnreadableRows: true);
        history.EventNames().Should().Equal("mfa-removed");

        history.Report(Mfa("FALSE"));
        history.EventNames().Should().Equal($"Opened {Rule}");
    }

    [Theory]
    [InlineData(false, 0)]
    [InlineData(true, 1)]
    public void An_opening_that_a_rule_kept_back_is_notified_once_though_the_account_is_not_shown(bool completesWhileOff, int daysLate)
    {
        var off = With("""{ "rules": { "console-mfa-disabled": "off" } }""");

        history.Report(Mfa("TRUE")).Report(Mfa("FALSE"), completes: false).Report(Mfa("FALSE"), off, completes: completesWhileOff);
        history.Report(null, hasUnreadableRows: true);
        history.EventNames().Where(each => each.StartsWith("Opened", StringComparison.Ordinal)).Should().Equal($"Opened {Rule}");
        history.Events.Single(each => each.IsOpening).Run.AsOf.Should().Be(AccountRow.AsOf.AddDays(1 + (2 * daysLate)));

        history.Report(Mfa("FALSE"));
        history.EventNames().Should().BeEmpty();
    }

    [Fact]
    public void Under_a_rule_that_is_off_ends_when_its_key_leaves()
    {
        var off = With("""{ "rules": { "access-key-leak-risk": "off" } }""");

        history.Report(Leaking()).Report(AccountRow.Machine().With(Column.AccessKey1SecretId, "a b"), off);
        history.Finding("access-key-leak-risk").IsOpen.Should().BeTrue();
        history.Report(AccountRow.Machine().With(Column.AccessKey1SecretId, "N/A"), off);

        history.Finding("access-key-leak-risk").IsOpen.Should().BeFalse();
        history.EventNames().Should().NotContain("Resolved access-key-leak-risk");
    }

    [Fact]
    public void Is_left_as_it_is_by_a_rule_that_is_switched_off()
    {
        var off = With("""{ "rules": { "console-mfa-disabled": "off" } }""");

        history.Report(Mfa("FALSE")).Report(Mfa("TRUE"), off);
        history.EventNames().Should().BeEmpty();
        history.Finding(Rule).IsOpen.Should().BeTrue();

        history.Report(Mfa("TRUE"));
        history.EventNames().Should().Equal($"Resolved {Rule}");
    }

    [Fact]
    public void Is_suppressed_by_an_exception_up_to_its_last_day_and_told_when_that_is_over()
    {
        // The reports are made at 12:00 in the report's zone on 1, 2 and 3 November.
        var until = With("""
            { "exceptions": [ { "rule": "console-mfa-disabled", "account": "alice", "reason": "phone is being replaced", "owner": "ops", "until": "2026-11-02" } ] }
            """);

        history.Report(Mfa("FALSE"), until);
        history.Events.Single().IsSuppressed.Should().BeTrue();
        history.Report(Mfa("FALSE"), until);
        history.Finding(Rule).Suppression!.Owner.Should().Be("ops");

        history.Report(Mfa("FALSE"), until);
        history.Finding(Rule).Suppression.Should().BeNull();
        history.EventNames().Should().Equal($"ExceptionEnded {Rule}", $"Opened {Rule}");
        history.Events.Should().OnlyContain(each => !each.IsSuppressed);
        history.Report(Mfa("FALSE"), until);
        history.EventNames().Should().BeEmpty();
    }

    [Theory]
    [InlineData("+08:00", false)]
    [InlineData("-10:00", true)]
    public void Is_suppressed_by_the_day_in_the_reports_zone(string zone, bool isSuppressed)
    {
        // 2 November, 04:00 UTC, is still the first in Honolulu.
        var until = With($$"""
            {
              "reportTimeZone": "{{zone}}",
              "exceptions": [ { "rule": "console-mfa-disabled", "account": "alice", "reason": "phone is being replaced", "owner": "ops", "until": "2026-11-01" } ]
            }
            """);

        history.Report(Mfa("FALSE"), until).Report(Mfa("FALSE"), until);

        (history.Finding(Rule).Suppression is not null).Should().Be(isSuppressed);
    }

    [Fact]
    public void Under_a_rule_that_is_off_ends_untold_when_the_account_leaves()
    {
        var off = With("""{ "rules": { "console-mfa-disabled": "off" } }""");

        history.Report(Mfa("FALSE")).Report(null, off);

        history.EventNames().Should().Equal("account-removed");
        history.Finding(Rule).IsOpen.Should().BeFalse("nothing would ever resolve it once the rule is on again");
    }

    [Fact]
    public void Applying_the_same_run_again_changes_nothing()
    {
        history.Report(Mfa("FALSE"));
        var state = history.State!;
        var run = new RunContext { Run = state.Run, Policy = AssessmentPolicy.Default };

        AccountLife.Apply(state, SourceHistory.Assess(Mfa("TRUE"), AccountRow.AsOf, AssessmentPolicy.Default), run).Should().BeSameAs(state);
    }

    [Fact]
    public void What_an_uncompleted_run_made_happen_is_told_with_the_next_one()
    {
        history.Report(Mfa("TRUE")).Report(Mfa("FALSE"), completes: false).Report(Mfa("FALSE"));
        history.EventNames().Should().Contain($"Opened {Rule}");

        history.Report(Mfa("FALSE"));
        history.EventNames().Should().BeEmpty();
    }

    private static AccountRow Mfa(string text) => AccountRow.Clean().With(Column.MfaDeviceActive, text);

    private static AssessmentPolicy Leak(string severity) => With($$"""{ "rules": { "access-key-leak-risk": { "severity": "{{severity}}" } } }""");

    private static AssessmentPolicy Excepted(string rule) => With(
        $$"""{ "exceptions": [ { "rule": "{{rule}}", "account": "*", "reason": "known", "owner": "ops", "until": "2026-12-31" } ] }""");

    private static AccountRow Leaking() => AccountRow.Machine().With(Column.AccessKey1MayBeAtRisk, "TRUE");

    private static AssessmentPolicy With(string json) => PolicyText.Read(System.Text.Encoding.UTF8.GetBytes(json)).Policy!.For("default");
}
